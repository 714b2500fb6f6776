import type { CollectionName, Collections } from "../../catalog/collections.ts";
import type { TypeRef } from "../../catalog/types.ts";

/** A catalog, or a statement's working copy of it. */
interface Entries {
  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined;
}

/** Whether values of a type are rows: of a composite type, a table's, or a domain over one. */
export function isRowType({ id, array }: TypeRef, catalog: Entries): boolean {
  if (array) return false;
  const type = catalog.get("type", id);
  if (type?.kind === "domain") return isRowType(type.base, catalog);
  // A table's row type has no entry of its own.
  return type?.kind === "composite" || (type === undefined && !id.startsWith("type:pg_catalog."));
}
