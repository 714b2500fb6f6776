import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Format } from "../../server/src/formats/format.ts";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { sqlx } from "../../server/src/formats/sqlx.ts";
import type { RunParams } from "../../server/src/protocol.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { freshDatabase } from "../support/servers.ts";
import type { Database } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder, textIn } from "./project.ts";
import type { ProjectFolder } from "./project.ts";

let database: Database;
let engine: RunEngine;
let folder: ProjectFolder;

beforeEach(async () => {
  database = await freshDatabase(18);
  engine = new RunEngine({ storagePath: "", key: "modes", image: "", startTimeout: 600, lockLimit: 600 });
  await engine.select({ kind: "server", url: database.url });
});

afterEach(async () => {
  await engine.dispose();
  await database.dispose();
  folder.dispose();
});

const run = (command: RunParams["command"] = "up") => {
  const project = folder.read();
  return engine.run(project, { project: project.uri, command }, never, () => undefined);
};
const rows = async (sql: string) => (await engine.query(sql, 100, never)).rows;
const open = (format: Format, files: Record<string, string>) => {
  folder = projectFolder(files, format);
};

describe("sent as one string (implicit transaction)", () => {
  test("a failure rolls back the whole string and is located in its statement", async () => {
    const text = "CREATE TABLE a (id int);\n-- ünïcödé 😀\nINSERT INTO a VALUES ('x'::int);\n";
    open(golangMigrate, { "1_a.up.sql": text, "1_a.down.sql": "DROP TABLE a;" });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22P02", rolledBack: true, version: "1" });
    expect(textIn(text, failure?.range)).toBe("'x'");
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });

  test("what an own COMMIT kept is said", async () => {
    open(golangMigrate, {
      "1_a.up.sql": "CREATE TABLE a (); COMMIT; CREATE TABLE b (); SELECT 1/0;",
      "1_a.down.sql": "",
    });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", rolledBack: false });
    expect(failure?.message).toMatch(/first 2 statements/);
    expect(await rows("SELECT to_regclass('a'), to_regclass('b')")).toEqual([["a", null]]);
  });

  test("a transaction left open is refused and rolled back", async () => {
    open(golangMigrate, { "1_a.up.sql": "BEGIN; CREATE TABLE a ();", "1_a.down.sql": "" });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "open-transaction", rolledBack: true });
    expect(await rows("SELECT to_regclass('a')")).toEqual([[null]]);
  });

  test("the one-row ledger moves with up and down", async () => {
    open(golangMigrate, {
      "000001_a.up.sql": "CREATE TABLE a ();",
      "000001_a.down.sql": "DROP TABLE a;",
      "000002_b.up.sql": "CREATE TABLE b ();",
      "000002_b.down.sql": "DROP TABLE b;",
    });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["2", "f"]]);
    expect((await run("down")).steps.map(({ name }) => name)).toEqual(["b"]);
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["1", "f"]]);
    await rows("UPDATE schema_migrations SET dirty = true");
    expect((await run()).failure).toMatchObject({ code: "dirty" });
  });
});

describe("sent statement by statement, without a transaction", () => {
  test("what ran before the failure stays, and is said", async () => {
    const text =
      "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);\n-- +goose Down\nDROP TABLE a;\n";
    open(goose, { "00001_a.sql": text });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "23505", rolledBack: false });
    expect(failure?.message).toMatch(/first 2 statements/);
    expect(failure?.message).toContain("DROP INDEX CONCURRENTLY public.a_id");
    expect(textIn(text, failure?.range)).toMatch(/a_id/);
    expect(await rows("SELECT count(*) FROM a")).toEqual([["2"]]);
    expect(await rows("SELECT version_id FROM goose_db_version ORDER BY 1")).toEqual([["0"]]);
  });

  test("CONCURRENTLY works where the directive is there, and is refused by the server where it is not", async () => {
    open(dbmate, {
      "1_a.sql": "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n",
      "2_b.sql": "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY b ON a (id);\n-- migrate:down\n",
      "3_c.sql": "-- migrate:up\nCREATE INDEX CONCURRENTLY c ON a (id);\n-- migrate:down\n",
    });
    const result = await run();
    expect(result.steps.map(({ version }) => version)).toEqual(["1", "2"]);
    expect(result.failure).toMatchObject({ version: "3", code: "25001", rolledBack: true });
  });
});

describe("in the tool's own transaction", () => {
  test("a constraint that fails at COMMIT rolls everything back", async () => {
    open(dbmate, {
      "1_a.sql":
        "-- migrate:up\nCREATE TABLE a (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO a VALUES (1), (1);\n-- migrate:down\n",
    });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "23505", rolledBack: true });
    expect(await rows("SELECT to_regclass('a'), (SELECT count(*) FROM schema_migrations)")).toEqual([
      [null, "0"],
    ]);
  });

  test("a baseline dump that empties the search path does not hide the ledger", async () => {
    open(dbmate, {
      "1_a.sql":
        "-- migrate:up\nSELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id int);\n-- migrate:down\nDROP TABLE public.a;\n",
    });
    expect((await run()).failure).toBeUndefined();
    expect((await run("down")).failure).toBeUndefined();
    expect(
      await rows("SELECT to_regclass('public.a'), (SELECT count(*) FROM public.schema_migrations)"),
    ).toEqual([[null, "0"]]);
  });

  test("sqlx: an edited file is `changed`, and a deleted one `missing`", async () => {
    open(sqlx, {
      "1_a.up.sql": "CREATE TABLE a ();\r\n",
      "1_a.down.sql": "DROP TABLE a;",
      "2_b.up.sql": "CREATE TABLE b ();",
      "2_b.down.sql": "DROP TABLE b;",
    });
    expect((await run()).failure).toBeUndefined();
    const states = async () => (await engine.status(folder.read(), never)).statuses.map(({ state }) => state);
    expect(await states()).toEqual(["applied", "applied"]);
    folder.write("1_a.up.sql", "CREATE TABLE a ();\n");
    folder.remove("2_b.up.sql");
    folder.remove("2_b.down.sql");
    expect(await states()).toEqual(["changed", "missing"]);
    expect((await run("down")).failure).toMatchObject({ code: "migration-missing", version: "2" });
    // As sqlx itself does: VersionMismatch.
    expect((await run()).failure).toMatchObject({ code: "migration-changed", version: "1" });
    expect((await run()).failure?.message).toMatch(/Only its line ends differ/);
  });

  test("another runner that does not finish in time ends the wait with a code of its own", async () => {
    open(dbmate, { "1_a.sql": "-- migrate:up\nSELECT pg_advisory_lock(42);\n-- migrate:down\n" });
    // The first cannot end before the test lets it.
    const gate = await database.connect();
    await gate.query("SELECT pg_advisory_lock(42)");
    const other = new RunEngine({ storagePath: "", key: "other", image: "", startTimeout: 600 });
    await other.select({ kind: "server", url: database.url });
    const project = folder.read();
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const first = other.run(project, { project: project.uri, command: "up" }, never, ({ message }) => {
      if (message.startsWith("Applying")) begun();
    });
    await running;
    expect((await run()).failure).toMatchObject({ code: "locked-by-another-runner", rolledBack: true });
    await gate.query("SELECT pg_advisory_unlock(42)");
    expect((await first).failure).toBeUndefined();
    await other.dispose();
  });

  test("a file that is not UTF-8 is refused, and nothing of it runs", async () => {
    open(dbmate, { "1_a.sql": "-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\n" });
    const project = folder.read();
    const failed = await engine.run(
      { ...project, files: {} },
      { project: project.uri, command: "up" },
      never,
      () => undefined,
    );
    expect(failed.failure).toMatchObject({ code: "unreadable-file", version: "1", rolledBack: true });
  });
});
