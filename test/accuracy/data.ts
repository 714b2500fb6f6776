import type { Client } from "pg";

/** Of each column of each table, by oid and number: how many rows, values and different values there are. */
type Contents = ReadonlyMap<string, { readonly name: string; readonly counts: readonly number[] }>;

export async function contentsOf(client: Client): Promise<Contents> {
  const { rows } = await client.query<{ key: string; name: string; sql: string }>(columns);
  const found = new Map<string, { name: string; counts: readonly number[] }>();
  for (const { key, name, sql } of rows) {
    const counted = await client.query<{ counts: string[] }>(sql);
    found.set(key, { name, counts: (counted.rows[0]?.counts ?? []).map(Number) });
  }
  return found;
}

const columns = `
  SELECT c.oid || ' ' || a.attnum AS key, c.oid::regclass || '.' || quote_ident(a.attname) AS name,
         format('SELECT ARRAY[count(*), count(%1$I), count(DISTINCT %1$I::text)] AS counts FROM ONLY %2$s',
                a.attname, c.oid::regclass) AS sql
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind = 'r' AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
     AND c.relnamespace::regnamespace::text !~ '^pg_'
   ORDER BY c.relname, a.attnum`;

/** The columns that had something which is gone. */
export function lost(before: Contents, after: Contents): readonly string[] {
  return [...before].flatMap(([key, { name, counts }]) => {
    const now = after.get(key)?.counts ?? [0, 0, 0];
    const gone = counts.some((count, index) => (now[index] ?? 0) < count);
    return gone && (counts[1] ?? 0) > 0 ? [name] : [];
  });
}
