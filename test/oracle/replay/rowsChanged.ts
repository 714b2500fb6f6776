import type { Client } from "pg";

/** How many rows of the user's tables this transaction has inserted, updated and deleted so far. */
export async function rowsChanged(client: Client): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(query);
  return rows[0]?.changed ?? 0;
}

const query = `
  SELECT coalesce(sum(pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
                      + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
                      + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)), 0)::int AS changed
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'`;
