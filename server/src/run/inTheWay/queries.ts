import { moment } from "./inTheWay.ts";

/* What the server is asked of the others on it. All of it only reads, and takes no lock that anybody waits for. */

const others = "a.pid <> pg_catalog.pg_backend_pid()";
const inThisDatabase = "a.datname = pg_catalog.current_database()";
const most = 10;

function millisecondsSince(time: string): string {
  return `coalesce(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - ${time}) * 1000, 0)::pg_catalog.int8::pg_catalog.float8`;
}

const began = "coalesce(a.xact_start, a.query_start)";
const query = `nullif(pg_catalog.left(pg_catalog.regexp_replace(a.query, '\\s+', ' ', 'g'), 80), '')`;
const session = `a.pid, a.application_name AS application, a.usename AS "user", a.state,
       ${millisecondsSince(began)} AS milliseconds, ${query} AS query`;

/**
 * Of the relations `$1`. Holders before those that wait. A prepared transaction has no process; which one it is shows in
 * the lock on its own id.
 */
export const heldLocks = `
SELECT n.nspname || '.' || c.relname AS relation, l.mode, l.granted, l.pid, a.application_name AS application,
       coalesce(a.usename, p.owner) AS "user", CASE WHEN p.gid IS NULL THEN a.state ELSE 'prepared' END AS state,
       ${millisecondsSince(`coalesce(p.prepared, ${began})`)} AS milliseconds, coalesce(p.gid, ${query}) AS query,
       coalesce(a.backend_type = 'autovacuum worker', false) AS "isAutovacuum"
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_class c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  LEFT JOIN pg_catalog.pg_locks x ON l.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid'
       AND x.virtualtransaction = l.virtualtransaction
  LEFT JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = x.transactionid
 WHERE l.locktype = 'relation' AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND n.nspname || '.' || c.relname = ANY ($1::text[])
 ORDER BY l.granted DESC, milliseconds DESC, l.pid, l.mode`;

export const waiting = `
SELECT ${session}, pg_catalog.pg_blocking_pids(a.pid) AS behind FROM pg_catalog.pg_stat_activity a
 WHERE ${others} AND ${inThisDatabase} AND a.wait_event_type = 'Lock' ORDER BY milliseconds DESC, a.pid LIMIT ${most}`;

export const idleInTransaction = `
SELECT ${session} FROM pg_catalog.pg_stat_activity a
 WHERE ${others} AND ${inThisDatabase} AND a.state LIKE 'idle in transaction%'
 ORDER BY milliseconds DESC, a.pid LIMIT ${most}`;

/** Every query has one; those that are over in a moment are no matter. */
export const oldestSnapshots = `
SELECT ${session} FROM pg_catalog.pg_stat_activity a
 WHERE ${others} AND ${inThisDatabase} AND a.backend_xmin IS NOT NULL
   AND ${began} < pg_catalog.clock_timestamp() - '${moment} ms'::pg_catalog.interval
   AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
 ORDER BY pg_catalog.age(a.backend_xmin) DESC, a.pid LIMIT 3`;

export const preparedTransactions = `
SELECT gid AS id, owner, ${millisecondsSince("prepared")} AS milliseconds FROM pg_catalog.pg_prepared_xacts
 WHERE database = pg_catalog.current_database() ORDER BY prepared`;

export const replicationSlots = `
SELECT slot_name AS name, active, CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL
       ELSE pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::pg_catalog.float8 END AS "bytesKept"
  FROM pg_catalog.pg_replication_slots ORDER BY slot_name`;

export const replicas = `
SELECT application_name AS application, coalesce(pg_catalog.date_part('epoch', replay_lag) * 1000, 0) AS milliseconds
  FROM pg_catalog.pg_stat_replication ORDER BY 2 DESC`;

export const seesAll = "SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS all";
