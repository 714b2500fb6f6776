import type { Table } from "../../catalog/relations.ts";

/** The number that a parent's column has in a child. */
export function sameColumn(parent: Table, number: number, child: Table): number {
  const name = parent.columns.find((column) => column.number === number)?.name;
  return child.columns.find((column) => column.name === name)?.number ?? 0;
}
