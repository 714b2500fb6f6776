import { cluster } from "./cluster.ts";
import { copy } from "./copy.ts";
import { lockTable } from "./lockTable.ts";
import { reindex } from "./reindex.ts";
import { truncate } from "./truncate.ts";
import { vacuum } from "./vacuum.ts";
import { on, type Registration } from "../registry.ts";

/** Statements that work on the rows or files of whole tables. */
export const maintenanceStatements: readonly Registration[] = [
  on("TruncateStmt", truncate),
  on("ReindexStmt", reindex),
  on("ClusterStmt", cluster),
  on("VacuumStmt", vacuum),
  on("LockStmt", lockTable),
  on("CopyStmt", copy),
];
