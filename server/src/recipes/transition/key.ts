import { isIndex } from "../../catalog/relations.ts";
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
      return found?.notNull === true && !others.has(found.number) ? found.name : undefined;
    });
    const known = names.filter((name) => name !== undefined);
    if (known.length === names.length) return known;
  }
  return undefined;
}
