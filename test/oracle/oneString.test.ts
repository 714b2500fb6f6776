import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { freshDatabase, testedMajors, type Database, type Major } from "../support/servers.ts";
import { statementsOf } from "./cases.ts";

/*
 * Strings of several statements, sent as golang-migrate and others send a file: one simple query, of which the server
 * makes transactions as it goes. Compared are the statement that fails with its error, and the tables that are there
 * afterwards. The oracle's bench sends one statement after the other, so that it never sees this.
 */

const setup = "CREATE TABLE t (id int PRIMARY KEY, n int)";

const strings = [
  "SAVEPOINT a",
  "ROLLBACK TO a",
  "RELEASE a",
  "SAVEPOINT a; SELECT 1",
  "SELECT 1; SAVEPOINT a",
  "SELECT 1; ROLLBACK TO a",
  "SELECT 1; RELEASE a",
  "CREATE TABLE x (); SAVEPOINT a; CREATE TABLE y ()",
  "BEGIN; SAVEPOINT a; CREATE TABLE x (); ROLLBACK TO a; CREATE TABLE y (); COMMIT",
  "BEGIN; SAVEPOINT a; CREATE TABLE x (); RELEASE a; CREATE TABLE y (); COMMIT",
  "BEGIN; SAVEPOINT a; SAVEPOINT b; ROLLBACK TO a; RELEASE b; COMMIT",
  "BEGIN; SAVEPOINT a; SAVEPOINT a; RELEASE a; ROLLBACK TO a; COMMIT; RELEASE a",
  "BEGIN; RELEASE a; COMMIT",
  "BEGIN; ROLLBACK TO a; COMMIT",
  "SELECT 1; BEGIN; SAVEPOINT a; COMMIT; SAVEPOINT a",
  "CREATE TABLE x (); BEGIN; CREATE TABLE y (); COMMIT; CREATE TABLE x ()",
  "CREATE TABLE x (); BEGIN; CREATE TABLE y (); ROLLBACK; CREATE TABLE z ()",
  "CREATE TABLE x (); COMMIT; CREATE TABLE y (); CREATE TABLE t ()",
  "CREATE TABLE x (); ROLLBACK; CREATE TABLE y ()",
  "CREATE TABLE x (); ROLLBACK; CREATE TABLE x (); SAVEPOINT a",
  "BEGIN; BEGIN; CREATE TABLE x (); COMMIT; CREATE TABLE y ()",
  "BEGIN; CREATE TABLE x (); COMMIT AND CHAIN; SAVEPOINT a; CREATE TABLE y (); ROLLBACK TO a; COMMIT",
  "BEGIN; CREATE TABLE x (); ROLLBACK AND CHAIN; CREATE TABLE y (); COMMIT",
  "COMMIT AND CHAIN",
  "SELECT 1; COMMIT AND CHAIN",
  "SELECT 1; ROLLBACK AND CHAIN",
  "CREATE TABLE x (); COMMIT AND CHAIN; CREATE TABLE y ()",
  "COMMIT AND CHAIN; SELECT 1",
  "COMMIT; COMMIT",
  "BEGIN; CREATE TABLE x ()",
  "CREATE TABLE x (); BEGIN; CREATE TABLE y ()",
  "START TRANSACTION; CREATE TABLE x (); END; SAVEPOINT a",
  "BEGIN; ABORT; ABORT; SAVEPOINT a",
  "VACUUM t",
  "VACUUM t; SELECT 1",
  "SELECT 1; VACUUM t",
  "SELECT 1; COMMIT; VACUUM t",
  "SELECT 1; COMMIT; VACUUM t; SELECT 1",
  "BEGIN; VACUUM t",
  "BEGIN; COMMIT; VACUUM t",
  "BEGIN; COMMIT; CREATE INDEX CONCURRENTLY ON t (n)",
  "VACUUM t; VACUUM t",
  "ANALYZE t; SELECT 1",
  "CREATE INDEX CONCURRENTLY ON t (n)",
  "CREATE INDEX CONCURRENTLY ON t (n); SELECT 1",
  "SELECT 1; CREATE INDEX CONCURRENTLY ON t (n)",
  "SET lock_timeout = '5s'; CREATE INDEX CONCURRENTLY ON t (n)",
  "COMMIT; CREATE INDEX CONCURRENTLY ON t (n)",
  "COMMIT; CREATE INDEX CONCURRENTLY ON t (n); COMMIT",
  "DROP INDEX CONCURRENTLY IF EXISTS i; SELECT 1",
  "REINDEX TABLE CONCURRENTLY t; SELECT 1",
  "REINDEX TABLE t; SELECT 1",
  "REINDEX DATABASE; SELECT 1",
  "CREATE DATABASE never_made; SELECT 1",
  "DROP DATABASE IF EXISTS never_made; SELECT 1",
  "ALTER SYSTEM SET work_mem = '4MB'; SELECT 1",
  "ALTER SYSTEM RESET work_mem",
  "CREATE TYPE e AS ENUM ('a'); COMMIT; ALTER TYPE e ADD VALUE 'b'; SELECT 'b'::e",
  "CREATE TYPE e AS ENUM ('a'); COMMIT; ALTER TYPE e ADD VALUE 'b'; COMMIT; SELECT 'b'::e",
  "LOCK TABLE t; SELECT 1",
  "LOCK TABLE t",
  "SELECT 1; LOCK TABLE t",
  "COMMIT; LOCK TABLE t",
  "COMMIT; LOCK TABLE t; SELECT 1",
  "DECLARE c CURSOR FOR SELECT 1",
  "DECLARE c CURSOR FOR SELECT 1; FETCH c",
  "SELECT 1; COMMIT; DECLARE c CURSOR FOR SELECT 1",
  "SET LOCAL lock_timeout = '1s'; SELECT 1",
  "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
  "DECLARE c INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT 1; SELECT 1",
  "COMMIT; DECLARE c CURSOR FOR SELECT 1; FETCH c",
  "BEGIN; COMMIT AND CHAIN; COMMIT AND NO CHAIN; ROLLBACK AND CHAIN",
  "ROLLBACK AND CHAIN",
  "COMMIT AND NO CHAIN; SELECT 1",
  "EXPLAIN DECLARE c CURSOR FOR SELECT 1",
  "EXPLAIN ANALYZE DECLARE c CURSOR WITH HOLD FOR SELECT 1",
  "SET CONSTRAINTS ALL DEFERRED; SELECT 1",
  "DO $$ BEGIN LOCK TABLE t; END $$",
  "DO $$ BEGIN LOCK TABLE t; END $$; SELECT 1",
  "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ LOCK TABLE t $$; COMMIT; SELECT f()",
  "DO $$ BEGIN COMMIT; END $$",
  "DO $$ BEGIN COMMIT; END $$; SELECT 1",
  "SELECT 1; DO $$ BEGIN COMMIT; END $$",
  "SELECT 1; COMMIT; DO $$ BEGIN COMMIT; END $$",
  "SELECT 1; SET TRANSACTION READ ONLY",
  "COMMIT; SET TRANSACTION READ ONLY; CREATE TABLE x ()",
  "CREATE TABLE x (); CREATE TABLE x ()",
  "CREATE TABLE x (); COMMIT; DROP TABLE x; CREATE TABLE x (); DROP TABLE missing",
];

describe.each(testedMajors)("one string on PostgreSQL %i", (major: Major) => {
  it.for(strings)("%s", async (sql) => {
    const database = await freshDatabase(major);
    try {
      expect(await predicted(sql, major)).toEqual(await observed(sql, database));
    } finally {
      await database.dispose();
    }
  });
});

interface Course {
  /** Of the statement that fails, as `2: 25P01`; undefined where none does. */
  readonly fails: string | undefined;
  readonly tables: readonly string[];
}

async function observed(sql: string, database: Database): Promise<Course> {
  const client = await database.connect();
  await client.query(setup);
  let complete = 0;
  client.connection.on("commandComplete", () => complete++);
  const code = await client.query(sql).then(
    () => undefined,
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "no code"),
  );
  const fails = code === undefined ? undefined : `${complete + 1}: ${code}`;
  await client.end();
  const other = await database.connect();
  const { rows } = await other.query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  return { fails, tables: rows.map(({ relname }) => relname) };
}

async function predicted(sql: string, major: Major): Promise<Course> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const read = (text: string) =>
    readStatements(text, { start: 0, end: text.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
  const input = { major, timeZone: "UTC", assumesMissing: false } as const;
  const start = foldSection(Catalog.empty, { ...input, mode: "autocommit", statements: read(setup) }).end;
  const statements = statementsOf(sql).flatMap(read);
  const timeline = foldSection(start, { ...input, mode: "implicit", statements });
  const at = timeline.entries.findIndex(({ effects }) => effects.fails?.when === "always");
  const failing = timeline.entries[at];
  // What a failing statement's transaction did is gone; so is what the string leaves open when the session ends.
  const left = failing ?? timeline.entries.at(-1);
  const ends = failing === undefined && left !== undefined && !left.transaction.explicit;
  const isEnd = failing === undefined && /^(?:COMMIT|END|ROLLBACK|ABORT)$/.test(left?.statement.text ?? "");
  const catalog = ends || isEnd ? timeline.end : (left?.transaction.start ?? start);
  const tables = [...catalog.all("relation").values()].filter(({ kind }) => kind === "table");
  return {
    fails: failing === undefined ? undefined : `${at + 1}: ${failing.effects.fails?.sqlstate}`,
    tables: tables.map(({ name }) => name).sort(),
  };
}
