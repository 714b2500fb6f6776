import type { Catalog } from "../../catalog/catalog.ts";
import type { CatalogEdit, Read } from "../../catalog/edit.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import type { Failure } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { knownKey, mayExist } from "./world.ts";

/*
 * CREATE TABLE IF NOT EXISTS makes a table or finds one. A first migration is often full of it, and then it makes them:
 * what follows on such a table is taken for work on a new one, and nothing is said of it. Where a later statement needs
 * a part that the CREATE does not make, though, the table must be older: nothing else lets that statement run.
 */

/** Whether a name of which the history does not know may be taken. */
export function mayBeOlder(execution: Execution, schema: string, name: string): boolean {
  return mayExist(execution, knownKey("relation", schema, name), name);
}

/** A part is missing: a column, a constraint or trigger, the key of ON CONFLICT, of a foreign key. */
const missing: ReadonlySet<string> = new Set(["42703", "42704", "42P10", "42830"]);

/** The tables that must be older for a statement to run that would fail; none where that does not help. */
export function olderFor(catalog: Catalog, failure: Failure, reads: readonly Read[]): readonly RelationId[] {
  if (!missing.has(failure.sqlstate)) return [];
  return reads.flatMap(({ collection, key }) => {
    if (collection !== "relation") return [];
    const relation = catalog.get("relation", key ?? "");
    return isTable(relation) && relation.older === "perhaps" ? [relation.id] : [];
  });
}

/** Has tables be older than the CREATE TABLE IF NOT EXISTS that names them, with parts that are not known. */
export function makeOlder(edit: CatalogEdit, ids: readonly RelationId[]): void {
  for (const id of ids) {
    const table = edit.get("relation", id);
    if (isTable(table))
      edit.grant({ collection: "relation", key: id, value: { ...table, open: true, older: "certainly" } });
  }
}
