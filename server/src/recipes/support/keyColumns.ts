import type { Index, Table } from "../../catalog/relations.ts";

/** The columns of a key that may be NULL, in words; none where all are NOT NULL. */
export function nullableKeyColumns({ columns }: Table, index: Index): string {
  return columns
    .filter(({ number, notNull }) => !notNull && index.columns.some(({ on }) => on === number))
    .map(({ name }) => name)
    .join(" and ");
}
