/** What is known of a table's size, from a connected database or a file exported from production. */
export interface TableSize {
  readonly rows: number;
  /** Without its indexes, with what is stored out of line; absent where nobody has counted. */
  readonly bytes?: number;
  /** Rows inserted, changed and removed in a second, at most. */
  readonly writesPerSecond?: number;
  /** The day of the figures, ISO 8601; absent where the file does not say it. */
  readonly asOf?: string;
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
  return size !== undefined && (size.rows >= limit.rows || (size.bytes ?? 0) >= limit.bytes);
}
