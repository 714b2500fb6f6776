import type { OtherObject } from "../../catalog/collections.ts";
import type { ObjectId, OtherId, RelationId } from "../../catalog/ids.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { addDependent, dependentsOf, removeDependent } from "../objects/objects.ts";

type PublishedAction = NonNullable<OtherObject["publishing"]>["actions"][number];

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

/** What is published of a table; of a partition, also what is of those above it. */
export function publishedActions(execution: Execution, table: Table): ReadonlySet<PublishedAction> {
  const ids: readonly ObjectId[] = [keyOfTable(table.id), keyOfSchema(table.schema), everything];
  const own = ids
    .flatMap((id) => dependentsOf(execution.edit, id))
    .flatMap(({ object }) => {
      return execution.edit.get("other", object)?.publishing?.actions ?? [];
    });
  const [above] = table.bound === undefined ? [] : table.parents;
  const parent = above === undefined ? undefined : execution.edit.get("relation", above);
  return new Set([...own, ...(isTable(parent) ? publishedActions(execution, parent) : [])]);
}
