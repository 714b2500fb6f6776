import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { TransactionMode } from "../../server/src/timeline/transaction.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { freshDatabase, testedMajors, type Major } from "../support/servers.ts";
import { statementsOf } from "./cases.ts";

/*
 * SET TRANSACTION must come first in its transaction, and not behind a savepoint; a read-only one writes nothing. The oracle's bench has asked something before, so that these are
 * sent as they stand: each a transaction, of which the first statement that fails is compared.
 */

const transactions = [
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1",
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
  "CREATE TABLE x (id int); SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SET LOCAL lock_timeout = '5s'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SHOW lock_timeout; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SET CONSTRAINTS ALL DEFERRED; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "LOCK TABLE t; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "NOTIFY x; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "COMMENT ON TABLE t IS 'x'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "DO $$ BEGIN END $$; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "EXPLAIN SELECT 1; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "INSERT INTO t VALUES (1); SET LOCAL transaction_isolation = 'serializable'",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SET default_transaction_isolation = 'serializable'; SELECT 1",
  "SELECT 1; SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SELECT 1; SET TRANSACTION READ ONLY",
  "SELECT 1; SET TRANSACTION READ WRITE",
  "SET TRANSACTION READ ONLY; SET TRANSACTION READ WRITE",
  "SET TRANSACTION READ ONLY; SELECT 1; SET TRANSACTION READ WRITE",
  "SET TRANSACTION DEFERRABLE; SELECT 1",
  "SELECT 1; SET TRANSACTION DEFERRABLE",
  "SELECT 1; SET TRANSACTION NOT DEFERRABLE",
  "SELECT 1; SET TRANSACTION READ ONLY, ISOLATION LEVEL SERIALIZABLE",
  "SELECT 1; SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
  "SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
  "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "COMMIT; START TRANSACTION READ ONLY; SELECT 1; SET TRANSACTION READ WRITE",
  "SAVEPOINT a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SAVEPOINT a; SET TRANSACTION READ ONLY; SELECT 1; ROLLBACK TO a; SET TRANSACTION READ WRITE",
  "SAVEPOINT a; SELECT 1; ROLLBACK TO a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SET TRANSACTION READ ONLY; SAVEPOINT a; SET TRANSACTION READ WRITE",
  "SET TRANSACTION READ ONLY; SAVEPOINT a; SET TRANSACTION READ WRITE",
  "SAVEPOINT a; SET TRANSACTION DEFERRABLE",
  "SAVEPOINT a; SET TRANSACTION READ ONLY; RELEASE a; INSERT INTO t VALUES (5)",
  "SAVEPOINT a; SET TRANSACTION READ ONLY; ROLLBACK TO a; INSERT INTO t VALUES (5)",
  "SET TRANSACTION READ ONLY; INSERT INTO t VALUES (2)",
  "SET TRANSACTION READ ONLY; UPDATE t SET n = 2",
  "SET TRANSACTION READ ONLY; DELETE FROM t",
  "SET TRANSACTION READ ONLY; CREATE TABLE x ()",
  "SET TRANSACTION READ ONLY; CREATE TEMP TABLE x ()",
  "SET TRANSACTION READ ONLY; DROP TABLE f",
  "SET TRANSACTION READ ONLY; ALTER TABLE t ADD COLUMN z int",
  "SET TRANSACTION READ ONLY; INSERT INTO tmp VALUES (1)",
  "SET TRANSACTION READ ONLY; SELECT nextval('sq')",
  "SET TRANSACTION READ ONLY; SELECT setval('sq', 3)",
  "SET TRANSACTION READ ONLY; SELECT * FROM t FOR UPDATE",
  "SET TRANSACTION READ ONLY; LOCK TABLE t",
  "SET TRANSACTION READ ONLY; LOCK TABLE t IN ROW EXCLUSIVE MODE",
  "SET TRANSACTION READ ONLY; LOCK TABLE t IN ACCESS SHARE MODE",
  "SET TRANSACTION READ ONLY; LOCK TABLE t IN ROW SHARE MODE",
  "SET TRANSACTION READ ONLY; TRUNCATE t",
  "SET TRANSACTION READ ONLY; COMMENT ON TABLE t IS 'x'",
  "SET TRANSACTION READ ONLY; GRANT SELECT ON t TO PUBLIC",
  "SET TRANSACTION READ ONLY; EXPLAIN INSERT INTO t VALUES (3)",
  "SET TRANSACTION READ ONLY; EXPLAIN ANALYZE INSERT INTO t VALUES (3)",
  "SET TRANSACTION READ ONLY; WITH w AS (INSERT INTO t VALUES (7) RETURNING 1) SELECT * FROM w",
  "SET TRANSACTION READ ONLY; COPY t FROM '/dev/null'",
  "SET TRANSACTION READ ONLY; COPY t TO '/dev/null'",
  "SET TRANSACTION READ ONLY; SELECT 1; SET search_path = x; SHOW search_path",
  "SET TRANSACTION READ ONLY; DO $$ BEGIN INSERT INTO t VALUES (4); END $$",
  "SET TRANSACTION READ ONLY; DO $$ BEGIN CREATE TABLE y (); END $$",
  "SET TRANSACTION READ ONLY; ANALYZE t",
  "SET TRANSACTION READ ONLY; REINDEX TABLE t",
  "SET TRANSACTION READ ONLY; CLUSTER t USING t_pkey",
  "SET TRANSACTION READ ONLY; PREPARE ins AS INSERT INTO t VALUES (9); EXECUTE ins",
  "SET TRANSACTION READ ONLY; DEALLOCATE ALL",
  "SET TRANSACTION READ ONLY; NOTIFY x",
  "SET TRANSACTION READ ONLY; LISTEN x",
  "SET TRANSACTION READ ONLY; SET CONSTRAINTS ALL IMMEDIATE",
  "SET TRANSACTION READ ONLY; DECLARE cu CURSOR FOR SELECT * FROM t; FETCH cu",
  "SET TRANSACTION READ ONLY; MERGE INTO t USING (VALUES (1)) v (i) ON i = id WHEN MATCHED THEN DELETE",
  "SET TRANSACTION READ ONLY; SELECT * INTO newt FROM t",
  "SET TRANSACTION READ ONLY; CREATE TEMP TABLE ct AS SELECT 1",
  "SET TRANSACTION READ ONLY; ALTER TABLE t ADD COLUMN z int",
  "SELECT 1; SET TRANSACTION READ ONLY; DROP TABLE f",
  "SET LOCAL transaction_read_only = on; DROP TABLE f",
  "COMMIT; BEGIN READ ONLY; INSERT INTO t VALUES (2)",
  "COMMIT; SET default_transaction_read_only = on; BEGIN READ WRITE; INSERT INTO t VALUES (2)",
  "SET default_transaction_read_only = on; INSERT INTO t VALUES (2)",
  "SET TRANSACTION READ ONLY; SET TRANSACTION READ WRITE; INSERT INTO t VALUES (2)",
  "SAVEPOINT a; SAVEPOINT b; RELEASE a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SAVEPOINT a; SAVEPOINT b; RELEASE b; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SAVEPOINT a; ROLLBACK TO a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SAVEPOINT a; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SAVEPOINT a; SET TRANSACTION READ WRITE",
  "SAVEPOINT a; INSERT INTO t VALUES (2); ROLLBACK TO a; RELEASE a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SAVEPOINT a; RELEASE a; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "COMMIT; SAVEPOINT a",
  "SET TRANSACTION READ ONLY; CREATE VIEW v AS SELECT 1",
  "SET TRANSACTION READ ONLY; CREATE INDEX ON t (n)",
  "SET TRANSACTION READ ONLY; UPDATE t SET n = 1 WHERE false",
  "SET TRANSACTION READ ONLY; INSERT INTO t SELECT 1 WHERE false",
  "SET TRANSACTION READ ONLY; DROP TABLE IF EXISTS missing",
  "SET TRANSACTION READ ONLY; ALTER TABLE missing ADD COLUMN x int",
  "SET TRANSACTION READ ONLY; INSERT INTO missing VALUES (1)",
  "SET TRANSACTION READ ONLY; SELECT nextval('sq') FROM t WHERE false",
  "SET TRANSACTION READ ONLY; CREATE EXTENSION btree_gist",
  "SET TRANSACTION READ ONLY; SECURITY LABEL ON TABLE t IS 'x'",
];

/** Outside a transaction: a body that commits begins another one, in which nothing of SET LOCAL is left. */
const committing = [
  "CREATE SCHEMA s; DO $$ BEGIN SET LOCAL search_path = s; COMMIT; CREATE TABLE x (); END $$; DROP TABLE public.x",
  "CREATE SCHEMA s; DO $$ BEGIN SET search_path = s; COMMIT; CREATE TABLE x (); END $$; DROP TABLE s.x",
  "CREATE SCHEMA s; DO $$ BEGIN SET LOCAL search_path = s; CREATE TABLE x (); COMMIT; END $$; DROP TABLE s.x",
  "DO $$ BEGIN SET LOCAL transaction_read_only = on; COMMIT; CREATE TABLE x (); END $$",
  "DO $$ BEGIN SET LOCAL transaction_read_only = on; CREATE TABLE x (); COMMIT; END $$",
];

describe.each(testedMajors)("settings of a transaction on PostgreSQL %i", (major: Major) => {
  it.for(transactions)("%s", async (transaction) => {
    await compare(["BEGIN"], statementsOf(transaction), major, "single");
  });

  it.for(committing)("%s", async (statements) => {
    await compare([], statementsOf(statements), major, "autocommit");
  });
});

async function compare(
  beginning: readonly string[],
  statements: readonly string[],
  major: Major,
  mode: TransactionMode,
): Promise<void> {
  const setup =
    "CREATE TABLE t (id int PRIMARY KEY, n int); CREATE TABLE f (id int REFERENCES t); CREATE SEQUENCE sq; CREATE TEMP TABLE tmp (id int)";
  const database = await freshDatabase(major);
  try {
    const client = await database.connect();
    for (const sql of [setup, ...beginning]) await client.query(sql);
    const observed: string[] = [];
    for (const sql of statements) {
      const code = await client.query(sql).then(
        () => undefined,
        (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "no code"),
      );
      observed.push(code ?? "succeeds");
      if (code !== undefined) break;
    }
    expect((await predicted(setup, statements, major, mode)).slice(0, observed.length)).toEqual(observed);
  } finally {
    await database.dispose();
  }
}

async function predicted(
  setup: string,
  statements: readonly string[],
  major: Major,
  mode: TransactionMode,
): Promise<readonly string[]> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const read = (sql: string) =>
    readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
  const input = { major, timeZone: "UTC", assumesMissing: false } as const;
  const start = foldSection(Catalog.empty, { ...input, mode: "autocommit", statements: read(setup) }).end;
  const { entries } = foldSection(start, { ...input, mode, statements: statements.flatMap(read) });
  return entries.map(({ effects: { fails } }) => (fails?.when === "always" ? fails.sqlstate : "succeeds"));
}
