import type { Catalog } from "./catalog.ts";
import type { CatalogEdit } from "./edit.ts";
import type { Routine } from "./functions.ts";
import { isTable, isView, type Relation } from "./relations.ts";

/*
 * Who may read tables and views and call routines, as far as migrations have granted it; what was granted by hand, nobody
 * knows here.
 */

/** What a GRANT on all of a schema, or by default on new ones, is about. */
export type Grantable = "relation" | "function" | "procedure";

/** Where those on all relations or routines of a schema stand. */
export function allOf(schema: string, what: Grantable = "relation"): string {
  return `all ${what}s in ${schema}`;
}

/** Where those on new ones stand, of a schema or of any. */
export function newOnesOf(schema?: string, what: Grantable = "relation"): string {
  return schema === undefined ? `new ${what}s` : `new ${what}s in ${schema}`;
}

/** Where it is counted how often a statement may have granted something on what only a run can name. */
export const somewhere = "somewhere";

/** A new one begins with what new relations are granted by default, and with none of the GRANTs on all before it. */
export function beginReaders(edit: CatalogEdit, relation: Relation): void {
  if (isTable(relation) || isView(relation)) begin(edit, relation, "relation");
}

/** The same of a routine. Everybody may call a new one, unless that is no longer so by default. */
export function beginCallers(edit: CatalogEdit, routine: Routine): void {
  begin(edit, routine, grantableOf(routine));
}

function begin(
  edit: CatalogEdit,
  { id, schema }: { readonly id: string; readonly schema: string },
  what: Grantable,
): void {
  // Defaults have one name for functions and procedures.
  const kind = what === "relation" ? what : "function";
  const everywhere = edit.get("readers", newOnesOf(undefined, kind))?.changes ?? [];
  const own = edit.get("readers", newOnesOf(schema, kind))?.changes ?? [];
  // What a schema gives is added to what is given everywhere, and takes nothing of it (get_user_default_acl).
  const changes = [...everywhere, ...[...settled(own)].map((role) => `+${role}`)];
  const from = edit.get("readers", allOf(schema, what))?.changes.length ?? 0;
  if (changes.length > 0 || from > 0)
    edit.put({ collection: "readers", key: id, value: { changes, ...(from > 0 ? { from } : {}) } });
}

/** The roles that were granted SELECT on a table or view and still have it; `public` is everybody. */
export function readersOf(catalog: Catalog, { id, schema }: Relation): ReadonlySet<string> {
  return settled(changesOf(catalog, id, allOf(schema)));
}

/** The roles that may call a routine and do not own it; `public` is everybody. */
export function callersOf(catalog: Catalog, routine: Routine): ReadonlySet<string> {
  const all = allOf(routine.schema, grantableOf(routine));
  return settled(["+public", ...changesOf(catalog, routine.id, all)]);
}

/** Under which of them a routine falls. */
export function grantableOf({ kind }: Routine): Grantable {
  return kind === "procedure" ? "procedure" : "function";
}

function changesOf(catalog: Catalog, id: string, all: string): readonly string[] {
  const own = catalog.get("readers", id);
  const onAll = catalog.get("readers", all)?.changes.slice(own?.from ?? 0) ?? [];
  return [...(own?.changes ?? []), ...onAll];
}

function settled(changes: readonly string[]): ReadonlySet<string> {
  const roles = new Set<string>();
  for (const change of changes)
    if (change.startsWith("+")) roles.add(change.slice(1));
    else roles.delete(change.slice(1));
  return roles;
}
