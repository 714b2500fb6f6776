import { rmSync } from "node:fs";
import { drizzle as orm } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { drizzle as ormFolders } from "drizzle-orm-1/node-postgres";
import { migrate as migrateFolders } from "drizzle-orm-1/node-postgres/migrator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Format } from "../../server/src/formats/format.ts";
import { sqlparserReads } from "../../server/src/disk/loadSqlparser.ts";
import { drizzle } from "../../server/src/formats/drizzle.ts";
import { flyway } from "../../server/src/formats/flyway.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { supabase } from "../../server/src/formats/supabase.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { freshDatabase, type Database, type Major } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder, textIn, type ProjectFolder } from "./project.ts";

/* Tools that split, pipe or batch: our runner does what they do, and Drizzle itself goes on where we stopped. */

let database: Database;
let engine: RunEngine;
let folder: ProjectFolder | undefined;

const start = async (major: Major) => {
  database = await freshDatabase(major);
  engine = new RunEngine({ storagePath: "", key: "tools", image: "", startTimeout: 10 });
  await engine.select({ kind: "server", url: database.url });
};
beforeEach(() => start(18));
afterEach(async () => {
  await engine.dispose();
  await database.dispose();
  folder?.dispose();
  folder = undefined;
});

const open = (format: Format, files: Readonly<Record<string, string>>) => {
  folder = projectFolder(files, format);
  return folder;
};
const run = () => {
  const project = folder?.read();
  if (project === undefined) throw new Error("no project is open");
  return engine.run(project, { project: project.uri, command: "up" }, never, () => undefined);
};
const rows = async (sql: string) => (await engine.query(sql, 100, never)).rows;
const states = async () => {
  const project = folder?.read();
  if (project === undefined) throw new Error("no project is open");
  return (await engine.status(project, never)).statuses.map(({ version, state }) => `${version} ${state}`);
};

describe("a byte order mark", () => {
  test("is what PostgreSQL refuses, and Prisma's parser does not read", async () => {
    await expect(engine.query("\uFEFFSELECT 1", 1, never)).rejects.toThrow(/syntax error/);
    expect(sqlparserReads("SELECT 1")).toBe(true);
    expect(sqlparserReads("\uFEFFSELECT 1")).toBe(false);
  });

  test("fails in Drizzle itself, and is refused here before anything is sent", async () => {
    const marked = {
      "20240101000000_a/migration.sql": "CREATE TABLE a ();",
      "20240101000000_a/snapshot.json": "{}",
      "20240102000000_b/migration.sql": "\uFEFFCREATE TABLE b ();",
      "20240102000000_b/snapshot.json": "{}",
    };
    const { path } = open(drizzle, marked);
    const client = await database.connect();
    await expect(migrateFolders(ormFolders({ client }), { migrationsFolder: path })).rejects.toThrow();
    expect((await run()).failure).toMatchObject({ code: "byte-order-mark", version: "20240102000000_b" });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });
});

describe("Flyway", () => {
  test.each(["\n", "\r\n"])("sends the rows behind COPY as such", async (end) => {
    const lines = [
      "CREATE TABLE a (id int, note text);",
      "COPY a FROM stdin;",
      "1\tone; -- two",
      "2\t\\N",
      "\\.",
      "",
    ];
    const after =
      "COPY a (id) FROM stdin WITH (FORMAT csv);\n3\n\\.\nUPDATE a SET note = 'x' WHERE id = 3;\n";
    open(flyway, { "V1__a.sql": lines.join(end) + after });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT id, note FROM a ORDER BY id")).toEqual([
      ["1", "one; -- two"],
      ["2", null],
      ["3", "x"],
    ]);
  });

  test("says at its place what a row has wrong, and keeps nothing", async () => {
    open(flyway, { "V1__a.sql": "CREATE TABLE a (id int);\nCOPY a FROM stdin;\nx\n\\.\n" });
    expect((await run()).failure).toMatchObject({ code: "22P02", rolledBack: true });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });

  test("sends no placeholder as it stands", async () => {
    const text = "CREATE TABLE a ();\nCREATE TABLE ${name} ();\n";
    open(flyway, { "V1__a.sql": text });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "placeholder", version: "1" });
    expect(failure?.range?.start).toEqual({ line: 1, character: 13 });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });
});

describe("Prisma", () => {
  const base = { "migration_lock.toml": "", "1_a/migration.sql": "CREATE TABLE a (id int, note text);" };

  test("sends a script that its parser reads statement by statement: two CONCURRENTLY in one file", async () => {
    const two = "CREATE INDEX CONCURRENTLY one ON a (id);\nCREATE INDEX CONCURRENTLY two ON a (note);\n";
    open(prisma, { ...base, "2_b/migration.sql": two });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid")).toEqual(
      [["2"]],
    );
  });

  test("leaves what ran before a failure, and says so; SET LOCAL is gone with its statement", async () => {
    const sql =
      "SET LOCAL lock_timeout = '5s';\nCREATE TABLE b AS SELECT current_setting('lock_timeout') AS t;\nSELECT 1/0;\n";
    open(prisma, { ...base, "2_b/migration.sql": sql });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", version: "2_b", rolledBack: false });
    expect(await rows("SELECT t FROM b")).toEqual([["0"]]);
  });

  test("sends a script that its parser does not read as one string", async () => {
    open(prisma, { ...base, "2_b/migration.sql": "CREATE TABLE b ();\nDO $$ BEGIN END $$;\nSELECT 1/0;\n" });
    expect((await run()).failure).toMatchObject({ code: "22012", rolledBack: true });
    expect(await rows("SELECT to_regclass('b')")).toEqual([[null]]);
  });
});

describe.each([14, 18] as const)("Supabase on %i", (major) => {
  beforeEach(async () => {
    await engine.dispose();
    await database.dispose();
    await start(major);
  });

  const first = {
    "20240101000000_a.sql": "create table a (id int, note text);\ninsert into a values (1);\n",
  };

  test("sends one pipeline, CONCURRENTLY outside it, and its ledger has the statements", async () => {
    open(supabase, {
      ...first,
      "20240102000000_b.sql":
        "set lock_timeout = '5s';\n-- why\ncreate index concurrently one on a (id);\nalter table a add column c int;\ncreate index concurrently two on a (note);\n",
    });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid")).toEqual(
      [["2"]],
    );
    expect(
      await rows("SELECT version, name, statements[2] FROM supabase_migrations.schema_migrations ORDER BY 1"),
    ).toEqual([
      ["20240101000000", "a", "insert into a values (1)"],
      ["20240102000000", "b", "-- why\ncreate index concurrently one on a (id)"],
    ]);
    expect(await states()).toEqual(["20240101000000 applied", "20240102000000 applied"]);
  });

  test("rolls a pipeline back as a whole, and puts the error on its statement", async () => {
    const text = "create table b ();\n-- ünïcödé 😀\ninsert into a values ('x'::int);\nselect 2;\n";
    open(supabase, { ...first, "20240102000000_b.sql": text });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22P02", version: "20240102000000", rolledBack: true });
    expect(textIn(text, failure?.range)).toBe("'x'");
    expect(await rows("SELECT to_regclass('b')")).toEqual([[null]]);
    expect(await states()).toEqual(["20240101000000 applied", "20240102000000 pending"]);
  });

  test("keeps what stood before CONCURRENTLY, and says so", async () => {
    const text =
      "create table b ();\ncreate index concurrently one on a (id);\ncreate table c ();\nselect 1/0;\n";
    open(supabase, { ...first, "20240102000000_b.sql": text });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", rolledBack: false });
    expect(await rows("SELECT to_regclass('b'), to_regclass('c')")).toEqual([["b", null]]);
  });

  test("writes its row in the pipeline, so that one never stays without the other", async () => {
    open(supabase, first);
    expect((await run()).failure).toBeUndefined();
    const ledger = "supabase_migrations.schema_migrations";
    expect(await rows(`SELECT l.xmin = a.xmin FROM ${ledger} l, a`)).toEqual([["t"]]);
    const taken = `insert into ${ledger} (version) values ('20240102000000');\n`;
    folder?.write("20240102000000_b.sql", `create table b ();\n${taken}`);
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "23505", rolledBack: true, unfinished: false });
    expect(failure?.message).toMatch(/^The ledger could not be written: .* nothing of it stays\.$/);
    expect(
      await rows("SELECT to_regclass('b'), to_regclass('supabase_migrations.lockkeeper_journal')"),
    ).toEqual([[null, null]]);
    folder?.write("20240102000000_b.sql", `create index concurrently one on a (id);\ncreate table b ();\n`);
    expect((await run()).failure).toBeUndefined();
    expect(
      await rows(`SELECT l.xmin = c.xmin, to_regclass('supabase_migrations.lockkeeper_journal')
                    FROM ${ledger} l, pg_class c WHERE version LIKE '202401020%' AND relname = 'b'`),
    ).toEqual([["t", null]]);
  });

  test("is refused LOCK TABLE and SAVEPOINT where the server refuses them", async () => {
    open(supabase, { ...first, "20240102000000_b.sql": "lock table a;\nselect 1;\n" });
    expect((await run()).failure).toMatchObject({ code: "25P01" });
    folder?.write("20240102000000_b.sql", "select 1;\nsavepoint s;\n");
    expect((await run()).failure).toMatchObject({ code: "25P01" });
  });
});

describe("Drizzle 0.x", () => {
  const journal = (...tags: readonly (readonly [string, number])[]) =>
    JSON.stringify({ entries: tags.map(([tag, when], idx) => ({ idx, when, tag, breakpoints: true })) });
  const one = "CREATE TABLE a (id int);\n--> statement-breakpoint\nCREATE TABLE b (id int)";
  const files = {
    "meta/_journal.json": journal(["0000_one", 1000], ["0001_two", 2000]),
    "0000_one.sql": one,
    "0001_two.sql": "ALTER TABLE a ADD COLUMN c int;",
  };
  const ledger = () => rows("SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY id");
  const tool = async (path: string) => migrate(orm(await database.connect()), { migrationsFolder: path });

  test("writes the rows that Drizzle writes, and each goes on where the other stopped", async () => {
    const ours = open(drizzle, { ...files, "meta/_journal.json": journal(["0000_one", 1000]) });
    expect((await run()).failure).toBeUndefined();
    const [first] = await ledger();
    ours.write("meta/_journal.json", files["meta/_journal.json"]);
    await tool(ours.path);
    expect(await ledger()).toEqual([first, [expect.any(String), "2000"]]);
    expect(await states()).toEqual(["0000_one applied", "0001_two applied"]);
    expect((await run()).steps).toEqual([]);
    const theirs = await ledger();
    await rows("DROP SCHEMA drizzle CASCADE; DROP TABLE a, b");
    expect((await run()).failure).toBeUndefined();
    expect(await ledger()).toEqual(theirs);
  });

  test("loses all pending migrations where one fails, as Drizzle does", async () => {
    const broken = open(drizzle, { ...files, "0001_two.sql": "ALTER TABLE a ADD COLUMN c nosuchtype;" });
    expect((await run()).failure).toMatchObject({ code: "42704" });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
    await expect(tool(broken.path)).rejects.toThrow();
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });

  test("passes over an older `when`, as Drizzle does, and says so", async () => {
    const ours = open(drizzle, files);
    await run();
    ours.write("meta/_journal.json", journal(["0000_one", 1000], ["0001_two", 2000], ["0002_late", 1500]));
    ours.write("0002_late.sql", "CREATE TABLE late ();");
    await tool(ours.path);
    expect(await rows("SELECT to_regclass('late')")).toEqual([[null]]);
    const { steps, warnings, failure } = await run();
    expect([steps, failure]).toEqual([[], undefined]);
    expect(warnings.join("\n")).toContain("0002_late is not run");
    expect(await rows("SELECT to_regclass('late')")).toEqual([[null]]);
  });
});

describe("Drizzle 1.0", () => {
  const files = {
    "20240101000000_one/migration.sql":
      "CREATE TABLE a (id int);\n--> statement-breakpoint\nCREATE TABLE b (id int);",
    "20240101000000_one/snapshot.json": "{}",
    "20240102000000_two/migration.sql": "ALTER TABLE a ADD COLUMN c int;",
    "20240102000000_two/snapshot.json": "{}",
  };
  const ledger = () => rows("SELECT hash, created_at, name FROM drizzle.__drizzle_migrations ORDER BY id");
  const columns = () =>
    rows(
      "SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid) FROM pg_attribute " +
        "LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum " +
        "WHERE attrelid = 'drizzle.__drizzle_migrations'::regclass AND attnum > 0 ORDER BY attnum",
    );
  const tool = async (path: string) =>
    migrateFolders(ormFolders({ client: await database.connect() }), { migrationsFolder: path });

  test("makes the table and writes the rows that Drizzle does, and each goes on where the other stopped", async () => {
    const ours = open(drizzle, files);
    expect((await run()).failure).toBeUndefined();
    const [rowsOfOurs, shape] = [await ledger(), await columns()];
    await tool(ours.path);
    expect(await ledger()).toEqual(rowsOfOurs);
    await rows("DROP SCHEMA drizzle CASCADE; DROP TABLE a, b");
    await tool(ours.path);
    expect([await ledger(), await columns()]).toEqual([rowsOfOurs, shape]);
    expect(await states()).toEqual(["20240101000000_one applied", "20240102000000_two applied"]);
    expect((await run()).steps).toEqual([]);
  });

  test("runs a folder that came late, and converts the table of 0.x as Drizzle does", async () => {
    const old =
      "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint); " +
      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', 1704153600123); CREATE TABLE a (id int, c int)";
    const ours = open(drizzle, files);
    await rows(old);
    expect(await states()).toEqual(["20240101000000_one pending", "20240102000000_two changed"]);
    await rows("DROP TABLE a");
    const { steps, failure } = await run();
    expect([steps.map(({ version }) => version), failure]).toEqual([["20240101000000_one"], undefined]);
    const [converted, shape] = [await ledger(), await columns()];
    await rows(`DROP SCHEMA drizzle CASCADE; DROP TABLE a, b; ${old}; DROP TABLE a`);
    await tool(ours.path);
    expect([await ledger(), await columns()]).toEqual([converted, shape]);
  });

  test("refuses a row of 0.x that stands for no folder, as Drizzle does", async () => {
    const ours = open(drizzle, files);
    await rows(
      "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint); " +
        "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', 1)",
    );
    await expect(tool(ours.path)).rejects.toThrow(/do not match any local migration/);
    expect((await run()).failure?.message).toMatch(/stand for no one folder/);
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
    rmSync(ours.path, { recursive: true });
  });
});
