/**
 * One read-only query for what is known of the tables of a database: rows, bytes, indexes and how often they are written,
 * and nothing of the data. It reads catalogs and counters alone, so it takes no lock on any table (functions such as
 * pg_table_size do, and wait behind an ALTER TABLE); what PostgreSQL knows is as old as the last VACUUM or ANALYZE of the
 * table. Its answer is one row with one column, a JSON document that `readStatistics` reads.
 */
export const statisticsQuery = `WITH RECURSIVE part AS (
  -- Each table with itself and all partitions and children below it.
  SELECT c.oid AS root, c.oid AS leaf FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
      AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  UNION ALL
  SELECT part.root, i.inhrelid FROM part
    JOIN pg_catalog.pg_class AS above ON above.oid = part.leaf AND above.relkind = 'p'
    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = part.leaf
), block AS (
  SELECT pg_catalog.current_setting('block_size')::bigint AS size
), counted AS (
  SELECT coalesce(d.stats_reset, pg_catalog.pg_postmaster_start_time()) AS since
  FROM pg_catalog.pg_stat_database AS d WHERE d.datname = pg_catalog.current_database()
), one AS (
  -- reltuples and relpages are not known until the first VACUUM or ANALYZE after the table was made or rewritten.
  SELECT c.oid,
    coalesce(nullif(c.reltuples, -1)::bigint, nullif(s.n_live_tup, 0)) AS row_count,
    (nullif(c.relpages, 0) + coalesce(toast.relpages, 0)) * block.size AS bytes,
    coalesce(s.n_tup_ins, 0) + coalesce(s.n_tup_upd, 0) + coalesce(s.n_tup_del, 0) AS writes
  FROM pg_catalog.pg_class AS c CROSS JOIN block
    LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = c.reltoastrelid AND c.reltoastrelid <> 0
    LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'm')
), size AS (
  SELECT part.root, sum(one.row_count)::bigint AS row_count, sum(one.bytes)::bigint AS bytes, sum(one.writes)::bigint AS writes
  FROM part JOIN one ON one.oid = part.leaf GROUP BY part.root
), built AS (
  SELECT part.root, pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', c.relname, 'bytes', nullif(c.relpages, 0) * block.size, 'valid', i.indisvalid) ORDER BY c.relname) AS list,
    sum(c.relpages * block.size)::bigint AS bytes
  FROM part JOIN pg_catalog.pg_index AS i ON i.indrelid = part.leaf
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid AND c.relkind = 'i' CROSS JOIN block
  GROUP BY part.root
)
SELECT pg_catalog.json_build_object(
  'version', 1,
  'taken', pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'postgres', pg_catalog.current_setting('server_version_num')::integer / 10000,
  'tables', coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
    'schema', n.nspname,
    'table', c.relname,
    'rows', size.row_count,
    'bytes', size.bytes,
    'indexBytes', built.bytes,
    -- Counters may be older than what they are divided by: the rate is at most this.
    'writesPerSecond', round((size.writes / greatest(1, extract(epoch FROM pg_catalog.now() - counted.since)))::numeric, 2),
    'indexes', built.list
  ) ORDER BY n.nspname, c.relname), '[]'::json)
)::text AS statistics
FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN size ON size.root = c.oid
  CROSS JOIN counted
  LEFT JOIN built ON built.root = c.oid;`;
