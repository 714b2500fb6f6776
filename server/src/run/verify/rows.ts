import { escapeIdentifier, type Client } from "pg";

/** The rows of one table, each by its columns' names. */
export interface TableRows {
  /** `schema.name`. */
  readonly table: string;
  readonly rows: readonly Row[];
}

/** Values as the server prints them, null for NULL. */
export type Row = Readonly<Record<string, string | null>>;

/** Every row of every table, in one query, however many tables there are. */
export async function readTables(client: Client, ignored: readonly string[]): Promise<readonly TableRows[]> {
  const { rows: tables } = await client.query<{ schema: string; name: string; columns: string[] }>(
    `SELECT n.nspname AS schema, c.relname AS name,
            ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      ORDER BY 1, 2`,
  );
  const wanted = tables.filter(({ schema, name }) => !ignored.includes(`${schema}.${name}`));
  if (wanted.length === 0) return [];
  const parts = wanted.map(
    ({ schema, name }, position) =>
      `SELECT ${position} AS position, ROW(t.*)::text AS row
         FROM ONLY ${escapeIdentifier(schema)}.${escapeIdentifier(name)} AS t`,
  );
  const { rows } = await client.query<{ position: number; row: string }>(parts.join("\nUNION ALL\n"));
  const found = wanted.map(({ schema, name }) => ({ table: `${schema}.${name}`, rows: new Array<Row>() }));
  for (const { position, row } of rows) {
    const values = fieldsOf(row);
    const names = wanted[position]?.columns ?? [];
    found[position]?.rows.push(Object.fromEntries(names.map((each, index) => [each, values[index] ?? null])));
  }
  return found;
}

/** The fields of a row as the server prints it: `(1,,"a ""b""")`. */
function fieldsOf(row: string): readonly (string | null)[] {
  const fields = `,${row.slice(1, -1)}`.matchAll(/,("(?:[^"\\]|""|\\[^])*"|[^,]*)/g);
  return [...fields].map(([, text = ""]) => {
    if (text === "") return null;
    return text.startsWith('"')
      ? text.slice(1, -1).replace(/""|\\([^])/g, (pair, one) => unescaped(pair, one))
      : text;
  });
}

function unescaped(pair: string, one: unknown): string {
  return pair === '""' ? '"' : String(one);
}

/**
 * What of the rows before does not come back, in words: rows that are gone, else the columns whose values are others.
 * Columns and tables that are on one side only are a matter of the schema.
 */
export function lostBetween(before: readonly TableRows[], after: readonly TableRows[]): readonly string[] {
  const now = new Map(after.map(({ table, rows }) => [table, rows]));
  return before.flatMap(({ table, rows }) => {
    const others = now.get(table);
    if (rows.length === 0) return [];
    return others === undefined ? [`${counted(rows.length)} of ${table}`] : lostOf(table, rows, others);
  });
}

function lostOf(table: string, rows: readonly Row[], others: readonly Row[]): readonly string[] {
  const [first] = others;
  const columns = Object.keys(rows[0] ?? {}).filter((name) => first === undefined || name in first);
  const missing = missingOf(rows, others, columns);
  if (missing === 0) return [];
  if (others.length < rows.length) return [`${counted(missing)} of ${table}`];
  const changed = columns.filter(
    (column) =>
      missingOf(
        rows,
        others,
        columns.filter((each) => each !== column),
      ) < missing,
  );
  const alone = changed.filter((column) => missingOf(rows, others, [column]) > 0);
  // Where several columns lost theirs, none of them alone makes the rows the same.
  const named = changed.length > 0 ? changed : columns.filter((each) => missingOf(rows, others, [each]) > 0);
  if (named.length === 0) return [`values in ${counted(missing)} of ${table}`];
  return (alone.length > 0 ? alone : named).map((column) => `values of ${table}.${column}`);
}

/** How many of the rows have no counterpart, looking at these columns only. */
function missingOf(rows: readonly Row[], others: readonly Row[], columns: readonly string[]): number {
  const left = new Map<string, number>();
  const keyOf = (row: Row): string => JSON.stringify(columns.map((name) => row[name]));
  for (const row of others) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  let missing = 0;
  for (const row of rows) {
    const count = left.get(keyOf(row)) ?? 0;
    if (count === 0) missing++;
    else left.set(keyOf(row), count - 1);
  }
  return missing;
}

function counted(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
