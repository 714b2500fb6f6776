import { noteCallers, noteOnAll, noteOnNew, noteReaders } from "./readers.ts";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import { loseOnObjects, takesAway } from "./revoke.ts";
import { noteGrantToEverybody } from "./toEverybody.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { hasUnknown } from "../openWorld/schemas.ts";
import type { AlterDefaultPrivilegesStmt, GrantStmt, Node, ObjectType } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { requireForeign } from "../foreign/names.ts";
import { isIndex, type Relation } from "../../catalog/relations.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { isUnmodelled, requireColumn, requireRelation, requireSchema } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { typeOf } from "../types/lookup.ts";

/** GRANT and REVOKE on relations: no lock before 18, ACCESS SHARE from 18 on where they are named. */
export function grant(execution: Execution, statement: GrantStmt): void {
  const { targtype, objtype, objects = [] } = statement;
  if (targtype === "ACL_TARGET_ALL_IN_SCHEMA") onAllInSchemas(execution, statement);
  else if (targtype === "ACL_TARGET_OBJECT") {
    if (objtype === "OBJECT_SCHEMA") requireSchemas(execution, objects);
    else if (objtype === "OBJECT_TYPE" || objtype === "OBJECT_DOMAIN") requireTypes(execution, objects);
    else if (objtype === "OBJECT_FDW" || objtype === "OBJECT_FOREIGN_SERVER")
      requireForeigns(execution, objtype, objects);
    else if (isRelation(objtype)) onRelations(execution, statement);
  }
  if (takesAway(statement)) loseOnObjects(execution, statement);
  if (targtype === "ACL_TARGET_OBJECT") noteCallers(execution, statement);
  noteGrantToEverybody(execution, statement);
}

/** ALTER DEFAULT PRIVILEGES looks its schemas up. */
export function alterDefaultPrivileges(execution: Execution, statement: AlterDefaultPrivilegesStmt): void {
  for (const option of statement.options ?? [])
    if ("DefElem" in option && option.DefElem.defname === "schemas")
      requireSchemas(execution, itemsOf(option.DefElem.arg));
  noteOnNew(execution, statement);
}

function isRelation(type: ObjectType | undefined): boolean {
  return type === "OBJECT_TABLE" || type === "OBJECT_SEQUENCE";
}

function onRelations(execution: Execution, statement: GrantStmt): void {
  const relations = (statement.objects ?? []).flatMap((node) => {
    if (!("RangeVar" in node) || isUnmodelled(node.RangeVar.schemaname ?? "")) return [];
    const relation = requireRelation(
      execution,
      node.RangeVar,
      statement.objtype === "OBJECT_SEQUENCE" ? ["sequence"] : undefined,
    );
    if (execution.server.isSince(18)) execution.lock(relation, "ACCESS SHARE");
    return [relation];
  });
  const privileges = (statement.privileges ?? []).flatMap((node) =>
    "AccessPriv" in node ? [node.AccessPriv] : [],
  );
  const isSequence = statement.objtype === "OBJECT_SEQUENCE";
  for (const { priv_name: name, cols } of privileges) refusePrivilege(execution, name, cols, isSequence);
  for (const relation of relations) {
    if (isSequence && relation.kind !== "sequence")
      execution.fail("42809", `"${relation.name}" is not a sequence`);
    for (const { cols } of privileges)
      for (const column of stringsOf(cols)) refuseColumn(execution, relation, column);
    if (takesAway(statement)) execution.recorder.breaks("old-code-loses-privilege", relation);
  }
  noteReaders(execution, statement, relations);
}

/** Which privileges there are on what (ACL_ALL_RIGHTS_RELATION and its kin, acl.h). */
const onColumns = ["select", "insert", "update", "references"];
const onSequences = ["usage", "select", "update"];
const onTables = [...onColumns, ...onSequences, "delete", "truncate", "trigger"];

function refusePrivilege(
  execution: Execution,
  name: string | undefined,
  columns: readonly Node[] | undefined,
  isSequence: boolean,
): void {
  if (name === undefined || isRunTimeName(name)) return;
  const known = columns !== undefined ? onColumns : isSequence ? onSequences : onTables;
  if (known.includes(name) || (!isSequence && name === "maintain" && execution.server.isSince(17))) return;
  const place = columns !== undefined ? "column" : isSequence ? "sequence" : "relation";
  execution.fail("0LP01", `invalid privilege type ${name.toUpperCase()} for ${place}`);
}

function refuseColumn(execution: Execution, relation: Relation, name: string): void {
  if (isIndex(relation) || relation.kind === "sequence") return;
  if (systemColumns.some((system) => system === name)) return;
  requireColumn(execution, relation, name);
}

/** ON ALL TABLES IN SCHEMA and its kin lock nothing. */
function onAllInSchemas(execution: Execution, statement: GrantStmt): void {
  const { objects = [], objtype } = statement;
  requireSchemas(execution, objects);
  noteOnAll(execution, statement);
  if (!takesAway(statement) || !isRelation(objtype)) return;
  const schemas = stringsOf(objects);
  const word = objtype === "OBJECT_TABLE" ? "table" : "sequence";
  for (const schema of schemas)
    if (hasUnknown(execution, schema))
      execution.recorder.breaks(
        "old-code-loses-privilege",
        unnamedTable(execution, `each ${word} of the schema ${schema}`),
      );
  const kinds: readonly string[] = objtype === "OBJECT_TABLE" ? tableKinds : ["sequence"];
  for (const [, relation] of execution.edit.all("relation"))
    if (schemas.includes(relation.schema) && kinds.includes(relation.kind))
      execution.recorder.breaks("old-code-loses-privilege", relation);
}

const tableKinds = ["table", "partitioned-table", "foreign-table", "view", "materialized-view"];

function requireSchemas(execution: Execution, names: readonly Node[]): void {
  for (const schema of stringsOf(names)) if (!isUnmodelled(schema)) requireSchema(execution, schema);
}

function requireForeigns(execution: Execution, type: ObjectType, names: readonly Node[]): void {
  const kind = type === "OBJECT_FDW" ? "foreign-data wrapper" : "server";
  for (const name of stringsOf(names)) requireForeign(execution, kind, name);
}

function requireTypes(execution: Execution, names: readonly Node[]): void {
  for (const name of names) {
    const parts = itemsOf(name);
    if (parts.length > 0) typeOf(execution, { names: [...parts] });
  }
}
