import { renameDatabase } from "../databases/databases.ts";
import { renameRole } from "../privileges/roles.ts";
import type { RenameStmt } from "@pgsql/types";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import { renameEventTrigger } from "../eventTriggers/define.ts";
import type { Execution } from "../execution.ts";
import { otherWords } from "../drop/otherTargets.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { replaceRelation } from "../objects/objects.ts";
import { moveSchema } from "./moveSchema.ts";
import { findStatistics, requireStatistics, statisticsName } from "../statistics/names.ts";
import { renameForeign } from "../foreign/rename.ts";
import { otherNamed, renameOtherObject } from "../objects/otherObjects.ts";
import { renamed } from "./renamed.ts";
import { renameRoutine } from "./routine.ts";
import { assumeOther } from "../openWorld/others.ts";
import { isOpen } from "../openWorld/world.ts";

const lists = {
  OBJECT_TRIGGER: { list: "triggers", word: "trigger" },
  OBJECT_POLICY: { list: "policies", word: "policy" },
  OBJECT_RULE: { list: "rules", word: "rule" },
} as const;

/** RENAME of what is neither a relation nor a part of one that others refer to. */
export function renameOther(execution: Execution, statement: RenameStmt): void {
  const type = statement.renameType;
  if (type === "OBJECT_TRIGGER" || type === "OBJECT_POLICY" || type === "OBJECT_RULE") {
    renamePart(execution, statement, lists[type]);
    return;
  }
  const from = statement.subname ?? "";
  if (type === "OBJECT_ROLE") renameRole(execution, from, statement.newname ?? "");
  if (type === "OBJECT_DATABASE") renameDatabase(execution, from);
  if (type === "OBJECT_SCHEMA") {
    moveSchema(execution, statement.subname ?? "", statement.newname ?? "");
    return;
  }
  if (
    type === "OBJECT_FUNCTION" ||
    type === "OBJECT_PROCEDURE" ||
    type === "OBJECT_ROUTINE" ||
    type === "OBJECT_AGGREGATE"
  ) {
    renameRoutine(execution, statement);
    return;
  }
  renameLoose(execution, statement);
}

/** Triggers, policies and rules: ACCESS EXCLUSIVE on their table; names are free per table. */
function renamePart(
  execution: Execution,
  statement: RenameStmt,
  { list, word }: (typeof lists)[keyof typeof lists],
): void {
  const relation = renamed(execution, statement);
  if (relation === undefined) return;
  execution.lock(relation, "ACCESS EXCLUSIVE");
  // From 15 on partitions come first, whether they have a copy of the trigger or not (renametrig).
  const recurses =
    list === "triggers" && relation.kind === "partitioned-table" && execution.server.isSince(15);
  if (recurses)
    for (const partition of descendantsOf(execution, relation)) execution.lock(partition, "ACCESS EXCLUSIVE");
  if (!isTable(relation) && !isView(relation)) return;
  const from = statement.subname ?? "";
  const to = statement.newname ?? "";
  const parts = list === "policies" ? (isTable(relation) ? relation.policies : []) : relation[list];
  if (!parts.some(({ name }) => name === from) && isOpen(execution, relation)) return;
  if (!parts.some(({ name }) => name === from))
    execution.fail("42704", `${word} "${from}" for table "${relation.name}" does not exist`);
  // From 15 on a trigger may be given the name that it has (renametrig_internal).
  const isKept = list === "triggers" && from === to && execution.server.isSince(15);
  if (!isKept && parts.some(({ name }) => name === to))
    execution.fail("42710", `${word} "${to}" for relation "${relation.name}" already exists`);
  const changed = parts.map((part) => (part.name === from ? { ...part, name: to } : part));
  replaceRelation(execution.edit, { ...relation, [list]: changed });
  if (recurses) renameCopies(execution, relation, from, to);
}

/** The copies of a row trigger on partitions are renamed with it. */
function renameCopies(execution: Execution, table: Relation, from: string, to: string): void {
  for (const partition of descendantsOf(execution, table)) {
    if (!partition.triggers.some(({ name, copied }) => copied === true && name === from)) continue;
    const triggers = partition.triggers.map((one) => (one.name === from ? { ...one, name: to } : one));
    replaceRelation(execution.edit, { ...partition, triggers });
  }
}

/** Objects of which only the existence is kept: roles and databases are not, and need nothing. */
function renameLoose(execution: Execution, statement: RenameStmt): void {
  const kind = otherWords[statement.renameType ?? "OBJECT_TABLE"];
  const names = stringsOf(itemsOf(statement.object));
  const to = statement.newname ?? "";
  if (statement.renameType === "OBJECT_STATISTIC_EXT") {
    renameStatistics(execution, names, to);
    return;
  }
  const from = stringOf(statement.object) ?? statement.subname ?? names.at(-1) ?? "";
  if (kind === "server" || kind === "foreign-data wrapper") {
    renameForeign(execution, kind, from, to);
    return;
  }
  const found =
    kind === undefined
      ? undefined
      : (otherNamed(execution, kind, from) ?? assumeOther(execution, kind, from));
  if (found === undefined) return;
  if (kind === "publication" && otherNamed(execution, kind, to) !== undefined)
    execution.fail("42710", `publication "${to}" already exists`);
  renameOtherObject(execution, found.key, to);
  if (kind === "event trigger") renameEventTrigger(execution, from, to);
}

function renameStatistics(execution: Execution, names: readonly string[], to: string): void {
  requireStatistics(execution, names);
  const found = findStatistics(execution, names);
  if (found === undefined) return;
  const schema = found.object.name.slice(0, found.object.name.indexOf("."));
  if (findStatistics(execution, [schema, to]) !== undefined)
    execution.fail("42710", `statistics object "${to}" already exists in schema "${schema}"`);
  renameOtherObject(execution, found.key, statisticsName(schema, to));
}
