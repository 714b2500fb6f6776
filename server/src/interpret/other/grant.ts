import type { GrantStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { requireRelation } from "../lookup.ts";
import { stringsOf } from "../nodes.ts";

/** GRANT and REVOKE on relations: no lock before 18, ACCESS SHARE from 18 on where they are named. */
export function grant(execution: Execution, statement: GrantStmt): void {
  if (statement.objtype !== "OBJECT_TABLE" && statement.objtype !== "OBJECT_SEQUENCE") return;
  if (statement.targtype === "ACL_TARGET_ALL_IN_SCHEMA" && statement.is_grant !== true)
    revokeInSchemas(execution, statement, statement.objtype === "OBJECT_TABLE" ? tableKinds : ["sequence"]);
  if (statement.targtype !== "ACL_TARGET_OBJECT") return;
  for (const node of statement.objects ?? []) {
    if (!("RangeVar" in node)) continue;
    if (node.RangeVar.schemaname === "pg_catalog" || node.RangeVar.schemaname === "information_schema")
      continue;
    const relation = requireRelation(execution, node.RangeVar);
    if (execution.target.major >= 18) execution.lock(relation, "ACCESS SHARE");
    if (statement.is_grant !== true) execution.breaks("old-code-loses-privilege", relation);
  }
}

/** REVOKE … ON ALL TABLES IN SCHEMA locks nothing. */
function revokeInSchemas(execution: Execution, { objects = [] }: GrantStmt, kinds: readonly string[]): void {
  const schemas = stringsOf(objects);
  for (const [, relation] of execution.edit.all("relation"))
    if (schemas.includes(relation.schema) && kinds.includes(relation.kind))
      execution.breaks("old-code-loses-privilege", relation);
}

const tableKinds = ["table", "partitioned-table", "foreign-table", "view", "materialized-view"];
