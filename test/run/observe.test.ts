import { describe, expect, it } from "vitest";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import type { ObservedMigration, ObservedStatement } from "../../server/src/run/observe/observed.ts";
import { testedMajors } from "../support/servers.ts";
import { never } from "./contract.ts";
import { workbench, type Workbench } from "./workbench.ts";

/* What a run sees of its statements; that the observer sees what servers do is proven by test/oracle. */

async function observed(bench: Workbench, command: "up" | "down" = "up") {
  const project = bench.folder.read();
  const params = { project: project.uri, command, observe: true };
  return bench.engine.run(project, params, never, () => undefined);
}

const summary = (one: ObservedStatement): string =>
  [
    one.sql.replace(/\s+/g, " ").slice(0, 40),
    one.watched,
    ...one.locks.map(({ mode, relation }) => `${mode} on ${relation}`),
    ...one.work.map(({ kind, relation }) => `${kind} of ${relation}`),
    ...(one.rows === null ? [] : [`${one.rows} rows`]),
    ...one.notices.map((text) => `notice ${text}`),
    ...(one.error === undefined ? [] : [`error ${one.error.sqlstate}`]),
    ...[...(one.difference?.predicted ?? []), ...(one.difference?.observed ?? [])].map(
      (line) => `differs ${line}`,
    ),
  ].join("; ");

const lines = (all: readonly ObservedMigration[] | undefined): readonly string[] =>
  (all ?? []).flatMap(({ statements }) => statements.map(summary));

const first = `CREATE TABLE users (id int PRIMARY KEY, name text);
  INSERT INTO users SELECT i, 'n' FROM generate_series(1, 1000) i;`;

describe.each(testedMajors)("on PostgreSQL %i", (major) => {
  const bench = workbench(major);

  it("tells locks, work, rows and notices of each statement, as predicted", async () => {
    bench.open(golangMigrate, {
      "1_a.up.sql": first,
      "2_b.up.sql": `ALTER TABLE users ADD COLUMN at timestamptz NOT NULL DEFAULT clock_timestamp();
        UPDATE users SET name = 'm'; DO $$ BEGIN RAISE NOTICE 'done'; END $$;
        CREATE INDEX by_name ON users (name);`,
      "2_b.down.sql": "DROP INDEX by_name; ALTER TABLE users DROP COLUMN at;",
    });
    const { failure, observed: found } = await observed(bench);
    expect(failure).toBeUndefined();
    expect(lines(found)).toEqual([
      "CREATE TABLE users (id int PRIMARY KEY, ; transaction",
      "INSERT INTO users SELECT i, 'n' FROM gen; transaction; 1000 rows",
      "ALTER TABLE users ADD COLUMN at timestam; transaction; ACCESS EXCLUSIVE on public.users; ACCESS EXCLUSIVE on public.users_pkey; rewrite of public.users",
      "UPDATE users SET name = 'm'; transaction; 1000 rows",
      "DO $$ BEGIN RAISE NOTICE 'done'; END $$; transaction; notice done",
      "CREATE INDEX by_name ON users (name); transaction; index-build of public.users",
    ]);
    const statements = found?.[1]?.statements ?? [];
    const [rewrite, update] = statements;
    const held = rewrite?.locks[0]?.heldMilliseconds ?? 0;
    // Until the end of the transaction, so longer than all that came later in it.
    expect(held).toBeGreaterThanOrEqual(statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
    expect(update?.walBytes).toBeGreaterThan(50_000);
    expect(rewrite?.range.start).toEqual({ line: 0, character: 0 });
    expect(rewrite?.tempBytes).toBe(0);
    expect(lines((await observed(bench, "down")).observed)).toEqual([
      "DROP INDEX by_name; transaction; ACCESS EXCLUSIVE on public.by_name; ACCESS EXCLUSIVE on public.users",
      "ALTER TABLE users DROP COLUMN at; transaction",
    ]);
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
  });

  it("compares nothing with what could not be followed", async () => {
    const body = "BEGIN EXECUTE 'LOCK ' || (SELECT 'us' || 'ers' FROM users LIMIT 1); END";
    bench.open(golangMigrate, {
      "1_a.up.sql": `${first} CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ ${body} $$;`,
      "2_b.up.sql": "SELECT f();",
    });
    const [, migration] = (await observed(bench)).observed ?? [];
    const [statement] = migration?.statements ?? [];
    expect(statement?.locks).toMatchObject([{ relation: "public.users", mode: "ACCESS EXCLUSIVE" }]);
    expect(statement?.difference).toBeUndefined();
  });

  it("leaves after a failure what an unwatched run leaves, and says where it failed", async () => {
    bench.open(golangMigrate, { "1_a.up.sql": `${first}\nINSERT INTO users VALUES (1, 'x');` });
    const { failure, observed: found } = await observed(bench);
    expect(failure).toMatchObject({
      code: "23505",
      rolledBack: true,
      range: { start: { line: 2, character: 0 } },
    });
    expect(lines(found).at(-1)).toMatch(
      /^INSERT INTO users VALUES \(1, 'x'\); not; error 23505; differs error 23505: duplicate key/,
    );
    expect(await bench.rows("SELECT to_regclass('users')")).toEqual([[null]]);
    expect(await bench.statuses()).toEqual(["1 unfinished"]);
  });

  it("watches from beside what refuses a transaction, and wraps what does not", async () => {
    bench.open(goose, {
      "00001_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${first}\nCREATE INDEX CONCURRENTLY by_name ON users (name);\nSET lock_timeout = '1s';\nALTER TABLE users ALTER id TYPE bigint;\n`,
    });
    const { failure, observed: found } = await observed(bench);
    expect(failure).toBeUndefined();
    expect(
      found?.[0]?.statements.map(({ watched, work }) => [watched, ...work.map(({ kind }) => kind)]),
    ).toEqual([
      ["transaction"],
      ["transaction"],
      ["beside", "index-build"],
      ["not"],
      ["transaction", "rewrite"],
    ]);
    expect(found?.[0]?.statements[2]?.difference).toEqual({ predicted: [], observed: [] });
    expect((await bench.statuses()).map((each) => each.replace(/^0*/, ""))).toEqual(["1 applied"]);
  });

  it("sends what ends transactions by itself as its tool does, unwatched", async () => {
    bench.open(golangMigrate, {
      "1_a.up.sql": `BEGIN;\n${first}\nCOMMIT;\n`,
      "2_b.up.sql": "CREATE TABLE t (); COMMIT; CREATE TABLE u ();",
    });
    const { failure, observed: found } = await observed(bench);
    expect(failure).toBeUndefined();
    expect(found?.map(({ statements }) => statements.map(({ watched }) => watched))).toEqual([
      ["not", "transaction", "transaction", "not"],
      [],
    ]);
    expect(await bench.statuses()).toEqual(["1 applied", "2 applied"]);
  });
});
