import type { RelationId } from "../../catalog/ids.ts";
import type { Table, Trigger } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { columnsIn } from "../expressions/columns.ts";
import { tableById } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { sameColumn } from "../inheritance/sameColumn.ts";

/** The row triggers of a parent come to a new partition, and to those below it (CloneRowTriggersToPartition). */
export function copyTriggers(execution: Execution, parent: Table, id: RelationId): void {
  copyEach(
    execution,
    parent,
    id,
    parent.triggers.filter(({ forEachRow }) => forEachRow),
  );
}

function copyEach(execution: Execution, parent: Table, id: RelationId, triggers: readonly Trigger[]): void {
  if (triggers.length === 0) return;
  const table = tableById(execution, id);
  const taken = triggers.find(({ name }) => table.triggers.some((own) => own.name === name));
  if (taken !== undefined)
    execution.fail("42710", `trigger "${taken.name}" for relation "${table.name}" already exists`);
  const copies = triggers.map((trigger) => triggerCopy(execution, trigger, parent, table));
  updateTable(execution.edit, id, (now) => ({ ...now, triggers: [...now.triggers, ...copies] }));
  for (const child of table.children) copyEach(execution, table, child, copies);
}

/** A trigger as a partition has it, whose columns may have other numbers. */
export function triggerCopy(execution: Execution, trigger: Trigger, parent: Table, table: Table): Trigger {
  const updateOf = trigger.updateOf?.map((number) => sameColumn(parent, number, table));
  const { when } = trigger;
  return {
    ...trigger,
    id: execution.edit.fresh(`trigger:${table.schema}.${table.name}.${trigger.name}`),
    columns: trigger.columns.map((number) => sameColumn(parent, number, table)),
    ...(updateOf === undefined ? {} : { updateOf }),
    ...(when === undefined ? {} : { when: { ...when, columns: columnsIn(execution, when.node, table) } }),
    copied: true,
  };
}

/** What came from a parent goes with it, on the partitions below too (DropClonedTriggersFromPartition). */
export function dropCopies(execution: Execution, id: RelationId): void {
  const copies = tableById(execution, id).triggers.filter(({ copied }) => copied === true);
  dropNamed(execution, id, new Set(copies.map(({ name }) => name)));
}

function dropNamed(execution: Execution, id: RelationId, names: ReadonlySet<string>): void {
  if (names.size === 0) return;
  const table = updateTable(execution.edit, id, (now) => ({
    ...now,
    triggers: now.triggers.filter(({ copied, name }) => copied !== true || !names.has(name)),
  }));
  for (const child of table.children) dropNamed(execution, child, names);
}
