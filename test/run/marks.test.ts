import { describe, expect, test } from "vitest";
import { flyway } from "../../server/src/formats/flyway.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { golangMigrateMulti } from "../../server/src/formats/golangMigrateMulti.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { sqlx } from "../../server/src/formats/sqlx.ts";
import { workbench } from "./workbench.ts";

/* What the ledgers say of a migration that is under way, that failed, and that was left half-way. */

const bench = workbench(18);
const { open, run, rows, statuses } = bench;

/** Reads the ledger from inside the migration, on a connection of its own. */
const whatOthersSee = (query: string) =>
  `CREATE EXTENSION IF NOT EXISTS dblink;\nCREATE TABLE seen AS SELECT * FROM dblink(format('host=127.0.0.1 port=%s user=postgres dbname=%s', current_setting('port'), current_database()), $q$${query}$q$) AS t(a text, b text);\n`;

describe("golang-migrate", () => {
  test("is dirty while a file is under way, up and down, and clean after", async () => {
    open(golangMigrate, {
      "1_a.up.sql": whatOthersSee("SELECT version::text, dirty::text FROM schema_migrations"),
      "1_a.down.sql": `DROP TABLE seen;\n${whatOthersSee("SELECT version::text, dirty::text FROM schema_migrations")}`,
    });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT * FROM seen")).toEqual([["1", "true"]]);
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["1", "f"]]);
    expect((await run("down")).failure).toBeUndefined();
    expect(await rows("SELECT * FROM seen")).toEqual([["-1", "true"]]);
    expect(await rows("SELECT count(*) FROM schema_migrations")).toEqual([["0"]]);
  });

  test("stays dirty after an error, as the tool leaves it, and says how to go on", async () => {
    open(golangMigrate, {
      "1_a.up.sql": "CREATE TABLE a ();",
      "1_a.down.sql": "DROP TABLE a;",
      "2_b.up.sql": "SELECT 1/0;",
      "2_b.down.sql": "SELECT 1/0;",
    });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", rolledBack: true });
    expect(failure?.message).toBe(
      "division by zero (22012). It was rolled back; nothing of it stays. golang-migrate calls the database dirty at version 2 and goes no further. `lockkeeper repair --unmark 2` counts it as not applied, and runs go on.",
    );
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["2", "t"]]);
    expect(await statuses()).toEqual(["1 applied", "2 unfinished"]);
    expect((await run()).failure).toMatchObject({ code: "dirty", version: "2" });
    await rows("UPDATE schema_migrations SET version = -1");
    // What the first makes is there.
    expect(await statuses()).toEqual(["-1 unfinished", "1 unfinished", "2 pending"]);
  });

  test("of a failed way back says the one step that settles it, which does", async () => {
    const [up, down] = ["CREATE TABLE a ();", "SELECT 1/0;"];
    open(golangMigrate, {
      "1_a.up.sql": up,
      "1_a.down.sql": down,
      "2_b.up.sql": "CREATE TABLE b ();",
      "2_b.down.sql": down,
    });
    expect((await run()).failure).toBeUndefined();
    for (const [version, dirty] of [
      ["2", "1"],
      ["1", "-1"],
    ] as const) {
      expect((await run("down")).failure?.message).toContain(
        `dirty at version ${dirty} and goes no further. \`lockkeeper repair --mark ${version}\` counts it as applied, and runs go on.`,
      );
      expect(await bench.repair("mark", version)).toMatch(/^marked as applied/);
      expect((await bench.status()).slice(0, Number(version)).map(({ state }) => state)).not.toContain(
        "unfinished",
      );
      bench.folder.write("2_b.down.sql", "DROP TABLE b;");
      if (version === "2") expect((await run("down")).failure).toBeUndefined();
    }
  });

  test("of what stays in part sends to the status, which tells the rest once", async () => {
    open(golangMigrate, { "1_a.up.sql": "CREATE TABLE a ();\nCOMMIT;\nSELECT 1/0;" });
    expect((await run()).failure?.message).toMatch(
      /stay; .* goes no further\. `lockkeeper status` shows what of it is in the database, and what settles it\.$/,
    );
    const [{ note } = { note: "" }] = await bench.status();
    expect(note?.match(/goes no further/g)).toHaveLength(1);
    expect(note).toMatch(/`migrate force 1`.*`lockkeeper repair --mark 1`.*The schema shows/);
  });
});

describe("golang-migrate with x-multi-statement", () => {
  const index = "CREATE INDEX CONCURRENTLY a_id ON a (id)";
  const files = (...statements: readonly string[]) => ({
    "1_a.up.sql": statements.map((each) => `${each};\n`).join(""),
    "1_a.down.sql": "DROP INDEX CONCURRENTLY a_id; DROP TABLE a;",
  });

  test("sends each statement by itself, both ways", async () => {
    open(golangMigrateMulti, files("CREATE TABLE a (id int)", index));
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["1", "f"]]);
    expect((await run("down")).failure).toBeUndefined();
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });

  test("leaves what ran before an error, dirty, and goes on from there once the file is mended", async () => {
    const table = "CREATE TABLE a (id int)";
    open(golangMigrateMulti, files(table, "SELECT 1/0", index));
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", rolledBack: false, range: { start: { line: 1 } } });
    expect(failure?.message).toMatch(
      /first statement ran outside a transaction and stays.*dirty at version 1/,
    );
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["1", "t"]]);
    bench.folder.write("1_a.up.sql", `${table};\n${index};\n`);
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
    expect(await rows("SELECT version, dirty, to_regclass('a_id') FROM schema_migrations")).toEqual([
      ["1", "f", "a_id"],
    ]);
  });

  test("is not begun where the tool would cut a statement in two", async () => {
    open(golangMigrateMulti, files("CREATE TABLE a (id int)", "DO $$BEGIN NULL; END$$"));
    const { failure } = await run();
    expect(failure).toMatchObject({
      code: "semicolon-in-statement",
      range: { start: { line: 1, character: 15 } },
    });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });
});

describe("Prisma", () => {
  const files = (sql: string) => ({
    "migration_lock.toml": 'provider = "postgresql"\n',
    "20240101000000_a/migration.sql": sql,
  });

  test("has a row without an end while a script is under way, and one row after", async () => {
    open(prisma, files(whatOthersSee("SELECT migration_name, finished_at::text FROM _prisma_migrations")));
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT * FROM seen")).toEqual([["20240101000000_a", null]]);
    expect(
      await rows(
        "SELECT migration_name, finished_at >= started_at, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations",
      ),
    ).toEqual([["20240101000000_a", "t", "1", null, null]]);
  });

  test("keeps the row and the error after a failure, which stops every later run", async () => {
    open(prisma, files("SELECT 1/0;"));
    expect((await run()).failure?.message).toMatch(
      /division by zero.*nothing of it stays\. Prisma calls it .*\(P3009\)\. `lockkeeper repair --unmark 20240101000000_a` counts it as not applied, and runs go on\.$/,
    );
    expect(await rows("SELECT finished_at, logs, applied_steps_count FROM _prisma_migrations")).toEqual([
      [null, expect.stringContaining("division by zero") as string, "0"],
    ]);
    expect(await statuses()).toEqual(["20240101000000_a unfinished"]);
    expect((await run()).failure).toMatchObject({ code: "dirty" });
    // As `prisma migrate resolve --rolled-back` does.
    await rows("UPDATE _prisma_migrations SET rolled_back_at = now()");
    expect(await statuses()).toEqual(["20240101000000_a pending"]);
  });
});

test("Flyway: a failed row only where it ran outside a transaction", async () => {
  open(flyway, { "V1__a.sql": "CREATE TABLE a ();\nSELECT 1/0;\n" });
  expect((await run()).failure).toMatchObject({ code: "22012", rolledBack: true });
  expect(await rows("SELECT count(*) FROM flyway_schema_history")).toEqual([["0"]]);
  bench.folder.write(
    "V1__a.sql",
    "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\nSELECT 1/0;\n",
  );
  const { failure } = await run();
  expect(failure).toMatchObject({ code: "22012", rolledBack: false });
  expect(failure?.message).toMatch(
    /first 2 statements .* Flyway calls it failed .*`lockkeeper status` shows/,
  );
  expect(await rows("SELECT version, success FROM flyway_schema_history")).toEqual([["1", "f"]]);
  expect(await statuses()).toEqual(["1 unfinished"]);
  expect((await run()).failure).toMatchObject({ code: "dirty" });
});

test("sqlx: a row without success is unfinished", async () => {
  open(sqlx, { "1_a.up.sql": "CREATE TABLE a ();", "1_a.down.sql": "DROP TABLE a;" });
  expect((await run()).failure).toBeUndefined();
  await rows("UPDATE _sqlx_migrations SET success = false");
  expect(await statuses()).toEqual(["1 unfinished"]);
  const { failure } = await run();
  expect(failure).toMatchObject({ code: "dirty", version: "1" });
  expect(failure?.message).toMatch(
    /^All of it is in the database\. sqlx calls .* goes no further\. `lockkeeper repair --mark 1` counts 1 as applied/,
  );
});
