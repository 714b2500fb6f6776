import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { diesel } from "../../server/src/formats/diesel.ts";
import { flyway } from "../../server/src/formats/flyway.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { sqlx } from "../../server/src/formats/sqlx.ts";
import { workbench } from "./workbench.ts";

/*
 * What a migration leaves behind in its session, its tool finds there when it writes the ledger. Where that makes the
 * tool fail, so do we: our runner never accepts what the tool refuses.
 */

const bench = workbench(18);
const { open, run, rows, statuses } = bench;

type Files = (sql: string) => Readonly<Record<string, string>>;

/** Tools that name their table without its schema; with what is there of a migration once they failed. */
const bySearchPath: readonly [name: string, Format, Files, stays: boolean][] = [
  ["goose", goose, (sql) => ({ "1_a.sql": `-- +goose Up\n${sql}` }), false],
  ["goose", goose, (sql) => ({ "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${sql}` }), true],
  ["sqlx", sqlx, (sql) => ({ "1_a.sql": sql }), false],
  ["sqlx", sqlx, (sql) => ({ "1_a.sql": `-- no-transaction\n${sql}` }), true],
  ["diesel", diesel, (sql) => ({ "1_a/up.sql": sql, "1_a/down.sql": "SELECT 1;" }), false],
  ["prisma", prisma, (sql) => ({ "migration_lock.toml": "", "1_a/migration.sql": sql }), true],
];

describe.each(bySearchPath)("%s", (_name, format, files, stays) => {
  test.each([
    "SET search_path = '';",
    "SELECT pg_catalog.set_config('search_path', '', false);",
    "CREATE SCHEMA other;\nSET search_path TO other;",
  ])("is refused its ledger after %s", async (leaves) => {
    open(format, files(`CREATE TABLE public.t (id int);\n${leaves}\n`));
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "42P01", rolledBack: !stays });
    expect(failure?.version).toMatch(/^1/);
    expect(failure?.message).toMatch(/leaves search_path set to .*RESET search_path/);
    expect(await rows("SELECT to_regclass('public.t') IS NOT NULL")).toEqual([[stays ? "t" : "f"]]);
    const [migrationStatus] = await statuses();
    expect(migrationStatus).toMatch(stays ? / unfinished$/ : / pending$/);
  });

  test("goes on where it is brought back", async () => {
    open(format, files("SET search_path = '';\nCREATE TABLE public.t (id int);\nRESET search_path;\n"));
    expect((await run()).failure).toBeUndefined();
    expect((await statuses())[0]).toMatch(/ applied$/);
    expect(await rows("SELECT to_regclass('lockkeeper_journal')")).toEqual([[null]]);
  });
});

/** Tools that name the schema too, or write on a connection of their own. */
const bySchema: readonly [name: string, Format, Files][] = [
  ["golang-migrate", golangMigrate, (sql) => ({ "1_a.up.sql": sql })],
  ["dbmate", dbmate, (sql) => ({ "1_a.sql": `-- migrate:up transaction:false\n${sql}\n-- migrate:down\n` })],
  ["flyway", flyway, (sql) => ({ "V1__a.sql": sql })],
];

test.each(bySchema)("%s finds its ledger all the same", async (_name, format, files) => {
  open(format, files("CREATE TABLE public.t (id int);\nSET search_path = '';\n"));
  expect((await run()).failure).toBeUndefined();
  expect((await statuses())[0]).toMatch(/ applied$/);
  expect(await rows("SELECT to_regclass('lockkeeper_journal')")).toEqual([[null]]);
});

describe("a role that may not write the ledger", () => {
  const role = async () => rows("DROP ROLE IF EXISTS lk_left; CREATE ROLE lk_left");
  const sql = "CREATE TABLE t (id int);\nSET ROLE lk_left;\n";

  test.each([...bySearchPath.map(([name, format, files]) => [name, format, files] as const), ...bySchema])(
    "left in a file of %s",
    async (name, format, files) => {
      await role();
      open(format, files(sql));
      const { failure } = await run();
      if (name === "flyway") expect(failure).toBeUndefined();
      else {
        expect(failure?.code).toBe("42501");
        expect(failure?.message).toContain("RESET ROLE");
      }
      // What comes next is not run in that role.
      expect(await rows("SELECT current_user = session_user")).toEqual([["t"]]);
    },
  );
});
