import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

/* The configuration's lockTimeout in a run, with another session that holds the lock. */

const bench = workbench(18);
const { open, rows, statuses } = bench;

async function run(lockTimeout: string, onWait: (message: string) => void = () => undefined) {
  const project = { ...bench.folder.read(), lockTimeout };
  const params = { project: project.uri, command: "up" } as const;
  return bench.engine.run(project, params, never, ({ message, waiting }) => {
    if (waiting === true) onWait(message);
  });
}

/** Who holds a table; that of Prisma's ledger is there before, since Prisma begins in an empty schema only. */
async function holder() {
  for (const sql of prisma.ledger.create) await bench.rows(sql);
  const client = await bench.database.connect();
  await client.query("CREATE TABLE t (id int)");
  await client.query("BEGIN; LOCK TABLE t");
  return client;
}

const add = "ALTER TABLE t ADD COLUMN a int;\n";

describe("a table that another session has locked", () => {
  test.each<[string, Format, Readonly<Record<string, string>>]>([
    ["its own transaction", goose, { "1_a.sql": `-- +goose Up\n${add}` }],
    ["one string, with the tool's mark", golangMigrate, { "1_a.up.sql": `SELECT 1;\n${add}` }],
    [
      "one string, with our journal",
      dbmate,
      { "1_a.sql": `-- migrate:up transaction:false\nSELECT 1;\n${add}-- migrate:down\n` },
    ],
    ["one by one", goose, { "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${add}` }],
  ])("is waited for in several attempts, each told, until it is free: %s", async (_name, format, files) => {
    open(format, files);
    const other = await holder();
    const told: string[] = [];
    const { failure } = await run("1500ms", (message) => {
      told.push(message);
      if (message.includes("attempt 2 of 5")) void other.query("COMMIT");
    });
    expect(failure).toBeUndefined();
    expect(told.join("\n")).toMatch(
      /held by process \d+[^]*did not get its lock within 1500ms \(attempt 1 of 5\)/,
    );
    expect(await statuses()).toEqual(["1 applied"]);
    expect(await rows("SHOW lock_timeout")).toEqual([["0"]]);
    expect(await rows("SELECT to_regclass('lockkeeper_journal')")).toEqual([[null]]);
  });

  test.each<[string, Format, Readonly<Record<string, string>>]>([
    ["the file's own limit", goose, { "1_a.sql": `-- +goose Up\nSET LOCAL lock_timeout = '50ms';\n${add}` }],
    ["the configuration's", prisma, { "1_a/migration.sql": add }],
  ])(
    "ends the run at last: %s",
    async (_name, format, files) => {
      open(format, files);
      const other = await holder();
      const result = await run(format === goose ? "1h" : "50ms");
      expect(result.failure).toMatchObject({ code: "55P03" });
      await other.query("COMMIT");
      expect(
        await rows("SELECT count(*) FROM pg_attribute WHERE attname = 'a' AND attrelid = 't'::regclass"),
      ).toEqual([["0"]]);
    },
    120_000,
  );

  test("is not waited for again where something of the attempt stays", async () => {
    open(goose, { "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE kept ();\n${add}` });
    const other = await holder();
    const told: string[] = [];
    const { failure } = await run("50ms", (message) => told.push(message));
    expect(failure).toMatchObject({ code: "55P03", rolledBack: false });
    expect(told.join("\n")).not.toContain("attempt");
    await other.query("COMMIT");
    expect(await statuses()).toEqual(["1 unfinished"]);
  });

  test("has no limit where an index is built CONCURRENTLY, which would be left INVALID", async () => {
    open(golangMigrate, { "1_a.up.sql": "CREATE INDEX CONCURRENTLY i ON t (id);\n" });
    const other = await holder();
    const running = run("50ms");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await other.query("COMMIT");
    expect((await running).failure).toBeUndefined();
  });
});
