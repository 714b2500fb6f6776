import type { Table, Trigger } from "../../catalog/relations.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { tableById } from "../lookup.ts";
import { updateTable } from "../objects.ts";
import { sameColumn } from "../partitions.ts";

/** A new partition, and those below it, get copies of their parent's row triggers (CloneRowTriggersToPartition). */
export function cloneRowTriggers(execution: Execution, parent: Table, id: RelationId): void {
  const cloned = parent.triggers.filter(({ forEachRow }) => forEachRow);
  if (cloned.length === 0) return;
  const partition = tableById(execution, id);
  for (const trigger of cloned)
    for (const table of [partition, ...descendantsOf(execution, partition)])
      clone(execution, parent, table, trigger);
}

function clone(execution: Execution, parent: Table, table: Table, trigger: Trigger): void {
  const { name, updateOf } = trigger;
  if (table.triggers.some((own) => own.name === name))
    execution.fail("42710", `trigger "${name}" for relation "${table.name}" already exists`);
  const copy: Trigger = {
    ...trigger,
    id: execution.edit.fresh(`trigger:${table.schema}.${table.name}.${name}`),
    columns: [],
    ...(updateOf === undefined
      ? {}
      : { updateOf: updateOf.map((number) => sameColumn(parent, number, table)) }),
    copied: true,
  };
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    triggers: [...now.triggers, copy],
  }));
}
