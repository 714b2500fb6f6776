import type { GrantStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { requireRelation } from "../lookup.ts";

/** GRANT and REVOKE on relations: no lock before 18, ACCESS SHARE from 18 on where they are named. */
export function grant(execution: Execution, statement: GrantStmt): void {
  if (statement.targtype !== "ACL_TARGET_OBJECT") return;
  if (statement.objtype !== "OBJECT_TABLE" && statement.objtype !== "OBJECT_SEQUENCE") return;
  for (const node of statement.objects ?? []) {
    if (!("RangeVar" in node)) continue;
    if (node.RangeVar.schemaname === "pg_catalog" || node.RangeVar.schemaname === "information_schema")
      continue;
    const relation = requireRelation(execution, node.RangeVar);
    if (execution.target.major >= 18) execution.lock(relation, "ACCESS SHARE");
  }
}
