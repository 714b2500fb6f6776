import { ident, join, literal, sql, type Sql } from "../../sql/fragment.ts";

/** Two columns that are to agree in every row, compared range by range of a key, so that no statement reads for long. */
export interface RowComparison {
  readonly table: Sql;
  /** Columns of a unique, NOT NULL key. */
  readonly key: readonly string[];
  /** Whether the two differ in a row `k`. */
  readonly differing: Sql;
  /** Rows of a range. */
  readonly pageSize: number;
}

/**
 * A query that compares the range behind a key, the first one unless told. It gives JSON with two keys, their values as
 * PostgreSQL prints them, or null: `high`, the last of the range, and `differing`, the first row that differs.
 */
export function compareRange(comparison: RowComparison, after?: readonly string[]): string {
  const { table, key, differing, pageSize } = comparison;
  const ofRow = key.map((name) => sql`k.${ident(name)}`);
  const inPage = key.map((_name, index) => ident(`key_${index + 1}`));
  const named = join(ofRow.map((column, index) => sql`${column} AS ${inPage[index] ?? column}`));
  const printed = join(inPage.map((column) => sql`page.${column}::pg_catalog.text`));
  const descending = join(inPage.map((column) => sql`page.${column} DESC`));
  const ascending = join(inPage.map((column) => sql`page.${column}`));
  const begin = after === undefined ? sql`` : sql`WHERE (${join(ofRow)}) > (${join(after.map(literal))})`;
  return sql`WITH page AS MATERIALIZED (
  SELECT ${named}, ${differing} AS differing FROM ${table} AS k ${begin} ORDER BY ${join(ofRow)} LIMIT ${pageSize}
)
SELECT pg_catalog.json_build_object(
  'high', (SELECT pg_catalog.json_build_array(${printed}) FROM page ORDER BY ${descending} LIMIT 1),
  'differing', (SELECT pg_catalog.json_build_array(${printed}) FROM page WHERE page.differing ORDER BY ${ascending} LIMIT 1))::pg_catalog.text`
    .text;
}
