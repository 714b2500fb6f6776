import type { Catalog } from "../../catalog/catalog.ts";
import { isIndex } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { isRowType } from "../../interpret/types/rowType.ts";
import type { ColumnTarget } from "./target.ts";

/**
 * The names of the columns of the primary key, else of a unique index that covers every row.
 *
 * @param but numbers of columns that are to be none of them
 */
export function keyOf(
  { catalog, table }: Pick<ColumnTarget, "catalog" | "table">,
  but: number | readonly number[] = [],
): readonly string[] | undefined {
  const others = new Set([but].flat());
  const indexes = table.indexes
    .map((id) => catalog.get("relation", id))
    .filter(isIndex)
    .filter(
      ({ unique, valid, predicate, method }) =>
        unique && valid && predicate === undefined && method === "btree",
    )
    .sort((one, other) => Number(other.primary) - Number(one.primary));
  for (const index of indexes) {
    const names = index.columns.map(({ on }) => {
      const found = table.columns.find(({ number }) => number === on);
      if (found?.notNull !== true || others.has(found.number)) return undefined;
      return isRow(catalog, found.type) ? undefined : found.name;
    });
    const known = names.filter((name) => name !== undefined);
    if (known.length === names.length) return known;
  }
  return undefined;
}

/** PL/pgSQL puts no value of a composite type into one of several variables. */
function isRow(catalog: Catalog, type: TypeRef): boolean {
  const known = type.array ? undefined : catalog.get("type", type.id);
  return known?.kind === "domain" ? isRow(catalog, known.base) : isRowType(type, catalog);
}
