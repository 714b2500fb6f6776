import type { AlterDefaultPrivilegesStmt, GrantStmt, Node, ObjectType } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { isUnmodelled, requireRelation, requireSchema } from "../lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { typeOf } from "../typeLookup.ts";

/** GRANT and REVOKE on relations: no lock before 18, ACCESS SHARE from 18 on where they are named. */
export function grant(execution: Execution, statement: GrantStmt): void {
  const { targtype, objtype, objects = [] } = statement;
  if (targtype === "ACL_TARGET_ALL_IN_SCHEMA") onAllInSchemas(execution, statement);
  if (targtype !== "ACL_TARGET_OBJECT") return;
  if (objtype === "OBJECT_SCHEMA") requireSchemas(execution, objects);
  else if (objtype === "OBJECT_TYPE" || objtype === "OBJECT_DOMAIN") requireTypes(execution, objects);
  else if (isRelation(objtype)) onRelations(execution, statement);
}

/** ALTER DEFAULT PRIVILEGES looks its schemas up. */
export function alterDefaultPrivileges(execution: Execution, statement: AlterDefaultPrivilegesStmt): void {
  for (const option of statement.options ?? [])
    if ("DefElem" in option && option.DefElem.defname === "schemas")
      requireSchemas(execution, itemsOf(option.DefElem.arg));
}

function isRelation(type: ObjectType | undefined): boolean {
  return type === "OBJECT_TABLE" || type === "OBJECT_SEQUENCE";
}

function onRelations(execution: Execution, { objects, is_grant }: GrantStmt): void {
  for (const node of objects ?? []) {
    if (!("RangeVar" in node) || isUnmodelled(node.RangeVar.schemaname ?? "")) continue;
    const relation = requireRelation(execution, node.RangeVar);
    if (execution.target.major >= 18) execution.lock(relation, "ACCESS SHARE");
    if (is_grant !== true) execution.breaks("old-code-loses-privilege", relation);
  }
}

/** ON ALL TABLES IN SCHEMA and its kin lock nothing. */
function onAllInSchemas(execution: Execution, { objects = [], objtype, is_grant }: GrantStmt): void {
  requireSchemas(execution, objects);
  if (is_grant === true || !isRelation(objtype)) return;
  const schemas = stringsOf(objects);
  const kinds: readonly string[] = objtype === "OBJECT_TABLE" ? tableKinds : ["sequence"];
  for (const [, relation] of execution.edit.all("relation"))
    if (schemas.includes(relation.schema) && kinds.includes(relation.kind))
      execution.breaks("old-code-loses-privilege", relation);
}

const tableKinds = ["table", "partitioned-table", "foreign-table", "view", "materialized-view"];

function requireSchemas(execution: Execution, names: readonly Node[]): void {
  for (const schema of stringsOf(names)) if (!isUnmodelled(schema)) requireSchema(execution, schema);
}

function requireTypes(execution: Execution, names: readonly Node[]): void {
  for (const name of names) {
    const parts = itemsOf(name);
    if (parts.length > 0) typeOf(execution, { names: [...parts] });
  }
}
