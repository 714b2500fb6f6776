/** What is known of a table's size, from a connected database or a file exported from production. */
export interface TableSize {
  readonly rows: number;
  readonly bytes: number;
}

/** From how many rows or bytes on a table counts as large. */
export interface LargeTable {
  readonly rows: number;
  readonly bytes: number;
}

/** Sizes by `schema.name`; a table that is not there has an unknown size. */
export type Statistics = ReadonlyMap<string, TableSize>;

export const defaultLargeTable: LargeTable = { rows: 1_000_000, bytes: 1_000_000_000 };

export function isLarge(size: TableSize | undefined, limit: LargeTable): boolean {
  return size !== undefined && (size.rows >= limit.rows || size.bytes >= limit.bytes);
}
