import type { Catalog } from "./catalog.ts";
import type { CatalogEdit } from "./edit.ts";
import { isTable, isView, type Relation } from "./relations.ts";

/* Who may read tables and views, as far as migrations have granted it; what was granted by hand, nobody knows here. */

/** Where those on all relations of a schema stand. */
export function allOf(schema: string): string {
  return `all in ${schema}`;
}

/** Where those on new relations stand, of a schema or of any. */
export function newOnesOf(schema?: string): string {
  return schema === undefined ? "new" : `new in ${schema}`;
}

/** A new one begins with what new relations are granted by default, and with none of the GRANTs on all before it. */
export function beginReaders(edit: CatalogEdit, relation: Relation): void {
  if (!isTable(relation) && !isView(relation)) return;
  const { id, schema } = relation;
  const changes = [newOnesOf(), newOnesOf(schema)].flatMap((key) => edit.get("readers", key)?.changes ?? []);
  const from = edit.get("readers", allOf(schema))?.changes.length ?? 0;
  if (changes.length > 0 || from > 0)
    edit.put({ collection: "readers", key: id, value: { changes, ...(from > 0 ? { from } : {}) } });
}

/** The roles that were granted SELECT on a table or view and still have it; `public` is everybody. */
export function readersOf(catalog: Catalog, { id, schema }: Relation): ReadonlySet<string> {
  const own = catalog.get("readers", id);
  const all = catalog.get("readers", allOf(schema))?.changes.slice(own?.from ?? 0) ?? [];
  const readers = new Set<string>();
  for (const change of [...(own?.changes ?? []), ...all])
    if (change.startsWith("+")) readers.add(change.slice(1));
    else readers.delete(change.slice(1));
  return readers;
}
