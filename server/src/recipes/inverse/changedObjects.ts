import type { Catalog } from "../../catalog/catalog.ts";
import type { CollectionName, Collections } from "../../catalog/collections.ts";
import { isIndex, isTable, type Relation } from "../../catalog/relations.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/** The entries of a collection that a statement changed, each once, in the order in which it did. */
export class Changed<C extends CollectionName> {
  readonly made: Collections[C][] = [];
  readonly gone: Collections[C][] = [];
  readonly altered: { readonly before: Collections[C]; readonly after: Collections[C] }[] = [];

  constructor(collection: C, { outcome, before, after }: TimelineEntry, isOurs: (key: string) => boolean) {
    const keys = new Set(
      outcome.changes.filter((change) => change.collection === collection).map(({ key }) => key),
    );
    for (const key of keys) {
      if (!isOurs(key)) continue;
      const [was, is] = [before.get(collection, key), after.get(collection, key)];
      if (was === undefined && is !== undefined) this.made.push(is);
      else if (was !== undefined && is === undefined) this.gone.push(was);
      else if (was !== undefined && is !== undefined && was !== is)
        this.altered.push({ before: was, after: is });
    }
  }
}

/** Ids of what extensions that come or go with a statement bring along. */
export function membersOf({ outcome, before, after }: TimelineEntry): ReadonlySet<string> {
  const members = new Set<string>();
  for (const { collection, key } of outcome.changes) {
    if (collection !== "dependents" || !key.startsWith("object:extension ")) continue;
    for (const catalog of [before, after])
      for (const { object, strength } of catalog.get("dependents", key) ?? [])
        if (strength === "auto") members.add(object);
  }
  return members;
}

/**
 * Whether a relation comes and goes with another that `catalog` has and `other` lacks, or with a column or a
 * constraint: what makes or drops that one does the same with this one.
 */
export function goesAlong(relation: Relation, catalog: Catalog, other: Catalog): boolean {
  if (relation.kind === "sequence" && relation.ownedBy !== undefined) {
    const { table, column } = relation.ownedBy;
    const found = other.get("relation", table);
    return (
      !isTable(found) || !found.columns.some(({ number }) => number === column) || relation.ownedBy.identity
    );
  }
  if (!isIndex(relation)) return false;
  const table = other.get("relation", relation.table);
  if (table === undefined || relation.constraint !== undefined) return true;
  if (
    relation.parent !== undefined &&
    catalog.get("relation", relation.parent) !== undefined &&
    other.get("relation", relation.parent) === undefined
  )
    return true;
  const there = new Set(
    "columns" in table && !("method" in table) ? table.columns.map(({ number }) => number) : [],
  );
  const used = [
    ...relation.including,
    ...(relation.predicate?.columns ?? []),
    ...relation.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : on.columns)),
  ];
  return used.some((number) => !there.has(number));
}
