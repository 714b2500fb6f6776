import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { workbench } from "./workbench.ts";

/* Where a run stopped, as the schema shows it, and finishing from there. */

describe.each([14, 18] as const)("a migration left half-way on %i", (major) => {
  const bench = workbench(major);
  const { rows } = bench;

  const note = async () => (await bench.status()).find(({ state }) => state === "unfinished")?.note;
  const file = (...statements: readonly string[]) => ({
    "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${statements.map((one) => `${one};\n`).join("")}-- +goose Down\nDROP TABLE IF EXISTS a;\nDROP TABLE IF EXISTS b;\nSELECT 1/0;\n`,
  });

  /** Leaves it unfinished as a runner does that is killed: the journal as it was, and a part of the statements. */
  const leave = async (format: Format, files: Readonly<Record<string, string>>, done: number | null) => {
    bench.open(format, files);
    await bench.run();
    const statement = done === null ? "NULL" : String(done);
    await rows(`UPDATE lockkeeper_journal SET done = ${statement}, error = NULL, pid = NULL`);
  };

  const a = "CREATE TABLE a (id int)";
  const column = "ALTER TABLE a ADD COLUMN c int";
  const index = "CREATE INDEX CONCURRENTLY i ON a (c)";
  const fails = "SELECT 1/0";

  test("is told to the statement, and finished from there once the file is mended", async () => {
    await leave(goose, file(a, column, fails, index), 2);
    expect(await note()).toMatch(
      /The schema shows that statements 1 to 2 are done, whether statement 3 went through, the schema does not show, statement 4 did not\.$/,
    );
    expect(await bench.repair("finish", "1")).toBe("cannot-repair");
    expect((await bench.run()).failure?.finishes).toBeUndefined();
    bench.folder.write("1_a.sql", file(a, column, "ALTER TABLE a ADD COLUMN d int", index)["1_a.sql"]);
    expect((await bench.run()).failure).toMatchObject({ code: "dirty", finishes: "1" });
    expect(await note()).toMatch(
      /The schema is that after statement 2 of 4: statements 3 to 4 did not go through\. `lockkeeper repair --finish 1` runs the rest\.$/,
    );
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied"]);
    expect(
      await rows("SELECT attname FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0 ORDER BY 1"),
    ).toEqual([["c"], ["d"], ["id"]]);
    expect(await rows("SELECT to_regclass('i'), to_regclass('lockkeeper_journal')")).toEqual([["i", null]]);
  });

  test("that is there as a whole, or not at all, is said to be", async () => {
    await leave(goose, file(a, fails), null);
    await rows("DROP TABLE a");
    bench.folder.write("1_a.sql", file(a, column)["1_a.sql"]);
    expect(await note()).toMatch(
      /before it: nothing of it is there\. `lockkeeper repair --unmark 1` says so\.$/,
    );
    await rows(`${a}; ${column}`);
    expect(await note()).toMatch(/after all of it\. `lockkeeper repair --mark 1` says so\.$/);
  });

  test("has its settings again when it is finished", async () => {
    const set = "SET search_path = other, public";
    await leave(goose, file("CREATE SCHEMA other", a, set, fails), 3);
    bench.folder.write("1_a.sql", file("CREATE SCHEMA other", a, set, "CREATE TABLE b (id int)")["1_a.sql"]);
    expect(await note()).toMatch(/after statement \d of 4: .*--finish 1/);
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
    expect(await rows("SELECT to_regclass('other.b')")).toEqual([["other.b"]]);
  });

  test("stays unfinished where its rest fails, at its place, and knows how far it is then", async () => {
    await leave(goose, file(a, fails, column, "SELECT 2/0"), 1);
    bench.folder.write("1_a.sql", file(a, index.replace("(c)", "(id)"), column, "SELECT 2/0")["1_a.sql"]);
    expect(await bench.repair("finish", "1")).toBe("22012");
    expect(await note()).toMatch(
      /statement 4 of 4 was sent.*statements 1 to 3 are done, whether statement 4/,
    );
    expect(await rows("SELECT to_regclass('i') IS NOT NULL, count(*) FROM goose_db_version")).toEqual([
      ["t", "1"],
    ]);
  });

  test("down is finished to not applied, and its note says so", async () => {
    bench.open(goose, file(a, "CREATE TABLE b ()"));
    await bench.run();
    await bench.run("down");
    expect(await note()).toMatch(/finish it by hand, then `lockkeeper repair --unmark 1`/);
    await rows("UPDATE lockkeeper_journal SET done = 1, error = NULL");
    await rows("CREATE TABLE b ()");
    bench.folder.write("1_a.sql", file(a, "CREATE TABLE b ()")["1_a.sql"].replace("SELECT 1/0;\n", ""));
    expect(await note()).toMatch(/after statement 1 of 2: statement 2 did not go through\. .*--finish 1/);
    expect(await bench.repair("finish", "1")).toBe("marked as not applied: 1 a");
    expect(await rows("SELECT to_regclass('a'), to_regclass('b')")).toEqual([[null, null]]);
    expect(await bench.statuses()).toEqual(["1 pending"]);
  });

  test("with an INVALID index is after none of its statements", async () => {
    const unique = "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)";
    await leave(goose, file(a, "INSERT INTO a VALUES (1), (1)", unique, column), 2);
    expect(await note()).toMatch(/as after none of its statements: nearest is .*\bi\b/);
    expect(await bench.repair("finish", "1")).toBe("cannot-repair");
  });

  test("in its own transaction is not told to be in the midst of it", async () => {
    await leave(goose, file("BEGIN", a, "COMMIT", "BEGIN", column, fails, "COMMIT"), 5);
    expect(await note()).toMatch(/after statement 3 of 7/);
  });

  test("beside what others have made is told all the same", async () => {
    await leave(goose, file(a, fails, column), 1);
    await rows("CREATE TABLE strange (id int); CREATE INDEX s ON strange (id)");
    expect(await note()).toMatch(/statement 1 is done, whether statement 2 .*, statement 3 did not/);
  });

  test("of golang-migrate says which way the run went", async () => {
    bench.open(golangMigrate, {
      "1_a.up.sql": a,
      "1_a.down.sql": "DROP TABLE a",
      "2_b.up.sql": "CREATE TABLE b ()",
      "2_b.down.sql": "DROP TABLE b",
    });
    await bench.run();
    await rows("UPDATE schema_migrations SET version = 1, dirty = true");
    expect(await note()).toMatch(
      /on its way down from 2\. .*nothing of it is there\. `lockkeeper repair --mark 2`/,
    );
    expect(await bench.statuses()).toEqual(["1 unfinished", "2 unfinished"]);
    await rows("DROP TABLE b");
    expect(await bench.statuses()).toEqual(["1 unfinished", "2 pending"]);
    expect(await note()).toMatch(/after all of it\. `lockkeeper repair --mark 1` says so\.$/);
    await rows("DROP TABLE a");
    expect(await note()).toMatch(/before it: nothing of it is there\. `lockkeeper repair --unmark 1`/);
    await rows(`UPDATE schema_migrations SET version = -1; ${a}`);
    expect(await note()).toMatch(/on its way down from 1\. .*--mark 1`/);
    expect(await bench.repair("mark", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
    bench.folder.write("2_b.up.sql", "SELECT 1");
    bench.folder.write("2_b.down.sql", "SELECT 2");
    await rows("UPDATE schema_migrations SET dirty = true");
    expect(await note()).toMatch(/may have been on its way down from 2: look whether that is still there/);
  });

  test("that changes rows only is not guessed at", async () => {
    await leave(goose, file("SELECT 1", fails, "SELECT 2"), null);
    expect(await note()).toMatch(/The schema is the same with and without it\.$/);
  });

  test("as one string is there as a whole or not at all", async () => {
    const text = (sql: string) => ({ "1_a.sql": `-- migrate:up transaction:false\n${sql}-- migrate:down\n` });
    await leave(dbmate, text(`${a}; COMMIT; ${fails};\n`), null);
    bench.folder.write("1_a.sql", text(`${a};\nINSERT INTO a VALUES (1);\n`)["1_a.sql"]);
    expect(await note()).toMatch(/after all of it\./);
  });

  test("of a tool that marks it itself is finished, and its mark goes", async () => {
    const script = `${a};\n${fails};\n`;
    bench.open(prisma, { "migration_lock.toml": "", "1_a/migration.sql": script });
    await bench.run();
    bench.folder.write("1_a/migration.sql", `${a};\n${column};\n`);
    expect(await note()).toMatch(/after statement 1 of 2.*--finish 1_a/);
    expect(await bench.repair("finish", "1_a")).toBe("marked as applied: 1_a a");
    expect(await bench.statuses()).toEqual(["1_a applied"]);
  });
});
