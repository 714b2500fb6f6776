import type { Client } from "pg";

/**
 * By how many seconds the slowest replica is behind in replaying what this server wrote; 0 where none follows. A role
 * without pg_monitor sees those of its own only.
 */
export async function replicaLag(client: Client): Promise<number> {
  const { rows } = await client.query<{ lag: number }>(
    `SELECT COALESCE(pg_catalog.max(pg_catalog.date_part('epoch', replay_lag)), 0) AS lag
     FROM pg_catalog.pg_stat_replication`,
  );
  return rows[0]?.lag ?? 0;
}
