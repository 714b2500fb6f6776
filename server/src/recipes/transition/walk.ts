import { ident, join, sql, type Sql } from "../../sql/fragment.ts";

/** A table whose rows are walked in the order of a key. */
export interface Walked {
  readonly table: Sql;
  /** What a row is called in what is done to it; `k` unless told. */
  readonly alias?: Sql;
  /** Columns of a unique, NOT NULL key. */
  readonly key: readonly string[];
  /** Rows of a page. */
  readonly batchSize: number;
}

/** A key's values: as many as it has columns. */
export type KeyValues = readonly Sql[];

/**
 * The statements by which pages of rows are found, each giving a key or no row. `into`: the variables of PL/pgSQL that
 * take it.
 */
export interface Walk {
  first(into?: KeyValues): Sql;
  last(into?: KeyValues): Sql;
  /** The last key of the page that begins at `low`. */
  pageEnd(low: KeyValues, into?: KeyValues): Sql;
  /** The first key after `high`, where one is before `end` or there. */
  next(high: KeyValues, into?: KeyValues, end?: KeyValues): Sql;
  /** A row is between two keys, which belong to it. */
  within(low: KeyValues, high: KeyValues): Sql;
}

export function walkOf({ table, alias = ident("k"), key, batchSize }: Walked): Walk {
  const ofRow = key.map((name) => sql`${alias}.${ident(name)}`);
  const row = sql`(${join(ofRow)})`;
  const ascending = join(ofRow);
  const descending = join(ofRow.map((column) => sql`${column} DESC`));
  const inPage = key.map((_name, index) => ident(`key_${index + 1}`));
  const named = join(ofRow.map((column, index) => sql`${column} AS ${inPage[index] ?? column}`));
  const of = join(inPage.map((column) => sql`page.${column}`));
  const pageEnd = join(inPage.map((column) => sql`page.${column} DESC`));
  const taken = (into: KeyValues | undefined): Sql => (into === undefined ? sql`` : sql` INTO ${join(into)}`);
  const one = (into: KeyValues | undefined, rest: Sql): Sql =>
    sql`SELECT ${ascending}${taken(into)} FROM ${table} AS ${alias} ${rest} LIMIT 1`;
  return {
    first: (into) => one(into, sql`ORDER BY ${ascending}`),
    last: (into) => one(into, sql`ORDER BY ${descending}`),
    pageEnd: (low, into) => sql`SELECT ${of}${taken(into)}
      FROM (SELECT ${named} FROM ${table} AS ${alias} WHERE ${row} >= (${join(low)}) ORDER BY ${ascending} LIMIT ${batchSize}) AS page
      ORDER BY ${pageEnd} LIMIT 1`,
    next: (high, into, end) => {
      const until = end === undefined ? sql`` : sql` AND ${row} <= (${join(end)})`;
      return one(into, sql`WHERE ${row} > (${join(high)})${until} ORDER BY ${ascending}`);
    },
    within: (low, high) => sql`${row} >= (${join(low)}) AND ${row} <= (${join(high)})`,
  };
}
