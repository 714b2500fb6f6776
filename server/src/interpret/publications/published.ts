import type { OtherObject } from "../../catalog/collections.ts";
import type { ObjectId, OtherId, RelationId } from "../../catalog/ids.ts";
import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { addDependent, dependentsOf, removeDependent } from "../objects/objects.ts";

/*
 * Which publications a table is in is looked up with every UPDATE and DELETE, so it is kept by table. The keys are
 * no objects, so dropping the table does not drop the publication.
 */
function keysOf({ relations, publishing }: OtherObject): readonly OtherId[] {
  return [
    ...relations.map(keyOfTable),
    ...(publishing?.schemas ?? []).map(keyOfSchema),
    ...(publishing?.everything === true ? [everything] : []),
  ];
}

const everything: OtherId = "object:published tables";

function keyOfTable(id: RelationId): OtherId {
  return `object:published table ${id}`;
}

function keyOfSchema(name: string): OtherId {
  return `object:published schema ${name}`;
}

/** Brings the entries by table up to date after a publication has changed, come or gone. */
export function followPublication(
  { edit }: Execution,
  key: OtherId,
  before: OtherObject | undefined,
  after: OtherObject | undefined,
): void {
  for (const id of before === undefined ? [] : keysOf(before)) removeDependent(edit, id, key);
  for (const id of after === undefined ? [] : keysOf(after))
    addDependent(edit, id, { object: key, columns: [], strength: "auto" });
}

/** The publications that a table is in; a partition, also in those of the tables above it. */
export function publicationsOf(execution: Execution, table: Table): readonly OtherObject[] {
  const tables = [table, ...tablesAbove(execution, table)];
  const ids: readonly ObjectId[] = [
    ...tables.flatMap(({ id, schema }): OtherId[] => [keyOfTable(id), keyOfSchema(schema)]),
    everything,
  ];
  const found = ids.flatMap((id) =>
    dependentsOf(execution.edit, id).flatMap(({ object }) => execution.edit.get("other", object) ?? []),
  );
  return [...new Set(found)];
}

/** Whether a table is in a publication by itself, by its schema or by a table above it. */
export function publishes(
  execution: Execution,
  { relations, publishing }: OtherObject,
  table: Table,
): boolean {
  return (
    publishing?.everything === true ||
    [table, ...tablesAbove(execution, table)].some(
      ({ id, schema }) => relations.includes(id) || publishing?.schemas.includes(schema) === true,
    )
  );
}

/** The tables that a partition is below, the nearest first. */
export function tablesAbove(execution: Execution, table: Table): readonly Table[] {
  const [above] = table.bound === undefined ? [] : table.parents;
  const parent = above === undefined ? undefined : execution.edit.get("relation", above);
  return isTable(parent) ? [parent, ...tablesAbove(execution, parent)] : [];
}

/** Takes a table out of a publication. */
export function withdrawTable(execution: Execution, key: OtherId, { id }: Relation): void {
  const known = execution.edit.get("other", key);
  if (known?.publishing === undefined) return;
  const { parts = [], ...rest } = known.publishing;
  const left = parts.filter(({ relation }) => relation !== id);
  const publishing = { ...rest, ...(left.length === 0 ? {} : { parts: left }) };
  const relations = known.relations.filter((relation) => relation !== id);
  const value: OtherObject = { ...known, relations, publishing };
  followPublication(execution, key, known, value);
  removeDependent(execution.edit, id, key);
  execution.edit.put({ collection: "other", key, value });
}
