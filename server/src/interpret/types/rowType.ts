import type { CollectionName, Collections } from "../../catalog/collections.ts";
import { relationOfRowType } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";

/** A catalog, or a statement's working copy of it. */
interface Entries {
  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined;
}

/** Whether it is a composite type, or the row type of a table, which has no entry of its own. */
export function isRowType({ id, array }: TypeRef, catalog: Entries): boolean {
  return !array && (relationOfRowType(id) !== undefined || catalog.get("type", id)?.kind === "composite");
}

/** Whether values of a type may be rows: of a row type, a domain over one, or a type of which nothing is known. */
export function mayBeRow(type: TypeRef, catalog: Entries): boolean {
  if (type.array) return false;
  const known = catalog.get("type", type.id);
  if (known?.kind === "domain") return mayBeRow(known.base, catalog);
  return isRowType(type, catalog) || (known === undefined && !type.id.startsWith("type:pg_catalog."));
}
