import type { AlterDatabaseSetStmt, AlterDatabaseStmt, DropdbStmt, Node } from "@pgsql/types";
import { breaksObject } from "../breakage/objects.ts";
import type { ObjectBreakageCode } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { refuseInTransaction } from "../refusals.ts";
import { refuseVariable } from "../session/set.ts";

/* Databases and the server lock no relation that the catalog has; whoever connects to them notices. */

/** DROP DATABASE: refused while anybody is connected, unless WITH (FORCE) ends their sessions. */
export function dropDatabase(execution: Execution, { dbname = "" }: DropdbStmt): void {
  refuseInTransaction(execution, "DROP DATABASE");
  execution.recorder.destroys({ code: "database", name: dbname, implied: false, loses: "data" });
  breaks(execution, "sessions-refused", dbname);
}

/** ALTER DATABASE … ALLOW_CONNECTIONS, CONNECTION LIMIT, IS_TEMPLATE, TABLESPACE. */
export function alterDatabase(execution: Execution, { dbname = "", options = [] }: AlterDatabaseStmt): void {
  for (const node of options) {
    if (!("DefElem" in node)) continue;
    const { defname, arg } = node.DefElem;
    if (defname === "tablespace") refuseInTransaction(execution, "ALTER DATABASE SET TABLESPACE");
    const isClosed = defname === "allow_connections" && isFalse(arg);
    const isLimited = defname === "connection_limit" && !isUnlimited(arg);
    if (isClosed || isLimited || defname === "tablespace") breaks(execution, "sessions-refused", dbname);
  }
}

function isFalse(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ("Boolean" in node) return node.Boolean.boolval !== true;
  return "String" in node && ["false", "off", "no", "0"].includes(node.String.sval ?? "");
}

function isUnlimited(node: Node | undefined): boolean {
  return node !== undefined && "Integer" in node && node.Integer.ival === -1;
}

/** ALTER DATABASE … RENAME TO. */
export function renameDatabase(execution: Execution, name: string): void {
  breaks(execution, "sessions-refused", name);
}

/** ALTER DATABASE … SET: sessions that begin from now on have the setting. */
export function setForDatabase(
  execution: Execution,
  { dbname = "", setstmt = {} }: AlterDatabaseSetStmt,
): void {
  refuseVariable(execution, setstmt);
  breaks(execution, "sessions-differ", dbname);
}

/** ALTER SYSTEM: from the next reload or restart on. */
export function alterSystem(execution: Execution): void {
  refuseInTransaction(execution, "ALTER SYSTEM");
  breaksObject(execution, { code: "sessions-differ", object: "whole server", assumed: true });
}

function breaks(execution: Execution, code: ObjectBreakageCode, name: string): void {
  breaksObject(execution, { code, object: `database ${name}`, assumed: true });
}
