import type { AlterObjectSchemaStmt } from "@pgsql/types";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationById, relationMissing, relationOf, requireSchema } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { dependentsOf, renameRelation } from "../objects/objects.ts";
import { findStatistics, requireStatistics, statisticsName } from "../statistics/names.ts";
import { renameOtherObject } from "../objects/otherObjects.ts";
import { moveExtension } from "../extensions/extensions.ts";
import { isRelationName } from "../names/relationNames.ts";
import { movedRoutine, moveRoutine } from "./routine.ts";
import { temporarySchema } from "../names/searchPath.ts";
import { refuseTakenType, renameType, requireType } from "../types/newType.ts";
import { kindsFor } from "../openWorld/kinds.ts";

/** ALTER … SET SCHEMA. */
export function moveObject(execution: Execution, statement: AlterObjectSchemaStmt): void {
  const to = statement.newschema ?? "";
  if (statement.relation !== undefined) {
    moveRelation(execution, statement, to);
    return;
  }
  requireSchema(execution, to);
  switch (statement.objectType) {
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      moveType(execution, statement, to);
      return;
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE": {
      const found = movedRoutine(execution, statement.object, statement.objectType);
      if (found !== undefined) moveRoutine(execution, found, { schema: to, name: found.name });
      return;
    }
    case "OBJECT_STATISTIC_EXT":
      moveStatistics(execution, stringsOf(itemsOf(statement.object)), to);
      return;
    case "OBJECT_EXTENSION":
      moveExtension(execution, statement);
      return;
    default:
  }
}

function moveStatistics(execution: Execution, names: readonly string[], to: string): void {
  requireStatistics(execution, names);
  const found = findStatistics(execution, names);
  const name = names.at(-1) ?? "";
  if (found === undefined || found.object.name === statisticsName(to, name)) return;
  if (findStatistics(execution, [to, name]) !== undefined)
    execution.fail("42710", `statistics object "${name}" already exists in schema "${to}"`);
  renameOtherObject(execution, found.key, statisticsName(to, name));
}

/** The relation in ACCESS EXCLUSIVE; its indexes and owned sequences go with it (AlterTableNamespace). */
function moveRelation(execution: Execution, statement: AlterObjectSchemaStmt, to: string): void {
  const range = statement.relation ?? {};
  const relation = relationOf(execution, range, kindsFor(statement.objectType));
  if (relation === undefined) {
    if (statement.missing_ok === true) return;
    relationMissing(execution, range);
  }
  execution.lock(relation, "ACCESS EXCLUSIVE");
  if (relation.kind === "sequence" && relation.ownedBy !== undefined)
    execution.fail("0A000", "cannot move an owned sequence into another schema");
  if (relation.kind === "index" || relation.kind === "partitioned-index")
    execution.fail("42809", `cannot change schema of index "${relation.name}"`);
  requireSchema(execution, to);
  if (relation.schema !== to && [relation.schema, to].includes(temporarySchema))
    execution.fail("0A000", "cannot move objects into or out of temporary schemas");
  // Owned sequences are locked even where the schema stays the same.
  const moved = [relation, ...companions(execution, relation)];
  if (relation.schema === to) return;
  for (const each of moved) move(execution, each, to);
}

function move(execution: Execution, relation: Relation, to: string): void {
  if (isRelationName(execution, to, relation.name))
    execution.fail("42P07", `relation "${relation.name}" already exists in schema "${to}"`);
  renameRelation(execution.edit, relation, { schema: to, name: relation.name });
}

function companions(execution: Execution, relation: Relation): readonly Relation[] {
  if (!isTable(relation) && !isView(relation)) return [];
  const sequences = dependentsOf(execution.edit, relation.id).flatMap(({ object }) => {
    const sequence = execution.edit.get("relation", object);
    if (sequence?.kind !== "sequence" || sequence.ownedBy?.table !== relation.id) return [];
    execution.lock(sequence, "ACCESS EXCLUSIVE");
    return [sequence];
  });
  return [...relation.indexes.map((id) => relationById(execution, id)), ...sequences];
}

function moveType(execution: Execution, statement: AlterObjectSchemaStmt, to: string): void {
  const type = requireType(execution, itemsOf(statement.object));
  if (type.schema === to) return;
  refuseTakenType(execution, { schema: to, name: type.name });
  if (type.kind === "composite") {
    const relation = relationById(execution, type.relation);
    renameRelation(execution.edit, relation, { schema: to, name: type.name });
  }
  renameType(execution.edit, type, { schema: to, name: type.name });
}
