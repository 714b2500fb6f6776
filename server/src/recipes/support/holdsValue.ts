import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { mayBeRow } from "../../interpret/types/rowType.ts";
import { ident, sql, type Sql } from "../../sql/fragment.ts";

/**
 * The condition that proves NOT NULL of a column. Of a row `IS NOT NULL` would ask whether each of its fields holds a
 * value, which is more than NOT NULL means, and no proof of it for the server (`argisrow`, tablecmds.c).
 */
export function holdsValue(column: string, type: TypeRef | undefined, catalog: Catalog | undefined): Sql {
  return type !== undefined && catalog !== undefined && mayBeRow(type, catalog)
    ? sql`${ident(column)} IS DISTINCT FROM NULL`
    : sql`${ident(column)} IS NOT NULL`;
}
