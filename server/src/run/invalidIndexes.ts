import type { Client } from "pg";

/** Names of the indexes that a CONCURRENTLY build left unusable; they still cost every write. */
export async function invalidIndexes(client: Client): Promise<readonly string[]> {
  const result = await client.query<{ name: string }>(
    `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_catalog.pg_index i
       JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT i.indisvalid AND c.relkind = 'i'
      ORDER BY 1`,
  );
  return result.rows.map((row) => row.name);
}
