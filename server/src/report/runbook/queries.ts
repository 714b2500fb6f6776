import { literal } from "../../sql/fragment.ts";

/*
 * What to ask the server while a migration is prepared and runs. Each is one statement that reads only, needs no more
 * than pg_read_all_stats to see the sessions of others, and runs on every supported major (test/run/runbook.test.ts).
 */

/** `{public.users,"Odd"."t"}`, as the catalogs know them; names that are not there are passed over. */
function oids(tables: readonly string[]): string {
  return tables.map((name) => `to_regclass(${literal(name).text})`).join(", ");
}

/** Sessions whose transactions the migration would wait for, the oldest first. */
export function sessionsInTheWay(tables: readonly string[]): string {
  return `SELECT DISTINCT a.pid, a.usename, a.application_name, a.state, now() - a.xact_start AS transaction_age, left(a.query, 80) AS query
FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.granted AND a.pid <> pg_backend_pid()
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.relation IN (${oids(tables)})
ORDER BY transaction_age DESC NULLS LAST;`;
}

/** Transactions that CREATE INDEX CONCURRENTLY and the like wait for, whatever tables they use. */
export const oldTransactions = `SELECT pid, usename, application_name, state, now() - xact_start AS transaction_age, left(query, 80) AS query
FROM pg_stat_activity
WHERE xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()
ORDER BY xact_start;`;

export const preparedTransactions = `SELECT gid, owner, now() - prepared AS age FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared;`;

/** Autovacuum gives way to most statements; one against wraparound does not. */
export function vacuumsInTheWay(tables: readonly string[]): string {
  return `SELECT p.pid, p.relid::regclass AS table_name, p.phase, a.query
FROM pg_stat_progress_vacuum AS p JOIN pg_stat_activity AS a ON a.pid = p.pid
WHERE p.relid IN (${oids(tables)});`;
}

/** What there is of each table, to hold against the free space of the disk. */
export function sizes(tables: readonly string[]): string {
  return `SELECT t.name::text AS table_name, pg_size_pretty(pg_table_size(t.name)) AS table_size, pg_size_pretty(pg_indexes_size(t.name)) AS index_size
FROM unnest(ARRAY[${oids(tables)}]) AS t(name) WHERE t.name IS NOT NULL;`;
}

/** Who waits, for whom, for how long. */
export const whoWaits = `SELECT waiting.pid, now() - waiting.query_start AS waits_since, left(waiting.query, 80) AS query,
  blocker.pid AS waits_for, blocker.state AS its_state, left(blocker.query, 80) AS its_query
FROM pg_stat_activity AS waiting
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS b(pid)
JOIN pg_stat_activity AS blocker ON blocker.pid = b.pid
ORDER BY waits_since DESC;`;

export const indexProgress = `SELECT p.pid, p.relid::regclass AS table_name, p.phase, round(100.0 * p.blocks_done / nullif(p.blocks_total, 0), 1) AS percent_of_blocks,
  round(100.0 * p.tuples_done / nullif(p.tuples_total, 0), 1) AS percent_of_rows, p.current_locker_pid AS waits_for
FROM pg_stat_progress_create_index AS p;`;

export const replicationLag = `SELECT application_name, state, replay_lag, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind
FROM pg_stat_replication;`;

export const invalidIndexes = `SELECT i.indexrelid::regclass AS index_name, i.indrelid::regclass AS table_name
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE NOT i.indisvalid AND c.relkind = 'i';`;

export const notValidated = `SELECT conrelid::regclass AS table_name, conname FROM pg_constraint WHERE NOT convalidated AND conrelid <> 0;`;

/** Statistics that a rewrite or a new column type threw away. */
export function withoutStatistics(tables: readonly string[]): string {
  return `SELECT a.attrelid::regclass AS table_name, a.attname FROM pg_attribute AS a
WHERE a.attrelid IN (${oids(tables)}) AND a.attnum > 0 AND NOT a.attisdropped
  AND NOT EXISTS (SELECT FROM pg_stats AS s JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname);`;
}
