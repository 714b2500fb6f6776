import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { ident, sql, type Sql } from "../../sql/fragment.ts";

/**
 * The condition that proves NOT NULL of a column. Of a row `IS NOT NULL` would ask whether each of its fields holds a
 * value, which is more than NOT NULL means, and no proof of it for the server (`argisrow`, tablecmds.c).
 */
export function holdsValue(column: string, type: TypeRef | undefined, catalog: Catalog | undefined): Sql {
  return type !== undefined && catalog !== undefined && isRow(type, catalog)
    ? sql`${ident(column)} IS DISTINCT FROM NULL`
    : sql`${ident(column)} IS NOT NULL`;
}

/** Whether values of a type are rows. */
export function isRow({ id, array }: TypeRef, catalog: Catalog): boolean {
  if (array) return false;
  const type = catalog.get("type", id);
  if (type?.kind === "domain") return isRow(type.base, catalog);
  // A table's row type has no entry of its own.
  return type?.kind === "composite" || (type === undefined && !id.startsWith("type:pg_catalog."));
}
