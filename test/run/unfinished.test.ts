import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { golangMigrateMulti } from "../../server/src/formats/golangMigrateMulti.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import type { Format } from "../../server/src/formats/format.ts";
import { never } from "./contract.ts";
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
      /The schema is that after statement 2 of 4: statements 3 to 4 did not go through\. `lockkeeper repair --finish 1` runs the rest, `--undo 1` undoes what is done\.$/,
    );
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied"]);
    expect(
      await rows("SELECT attname FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0 ORDER BY 1"),
    ).toEqual([["c"], ["d"], ["id"]]);
    expect(await rows("SELECT to_regclass('i'), to_regclass('lockkeeper_journal')")).toEqual([["i", null]]);
  });

  test("is counted on while it is finished, so that this may stop half-way too", async () => {
    await leave(goose, file(a, column, fails), 2);
    bench.folder.write("1_a.sql", file(a, column, "ALTER TABLE a ADD COLUMN d int", fails)["1_a.sql"]);
    expect(await bench.repair("finish", "1")).toBe("22012");
    expect(await rows("SELECT done, statements FROM lockkeeper_journal")).toEqual([["3", "3"]]);
    bench.folder.write("1_a.sql", file(a, column, "ALTER TABLE a ADD COLUMN d int", index)["1_a.sql"]);
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
  });

  test("is undone, and goes through once the file is mended", async () => {
    await leave(goose, file(a, column, index, fails), 3);
    bench.folder.write("1_a.sql", file(a, column, index, "ALTER TABLE a ADD COLUMN d int")["1_a.sql"]);
    expect(await note()).toMatch(/after statement 3 of 4/);
    expect(await bench.repair("undo", "1")).toBe("undone, and marked as not applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 pending"]);
    expect(await rows("SELECT to_regclass('a'), to_regclass('lockkeeper_journal')")).toEqual([[null, null]]);
    expect((await bench.run()).failure).toBeUndefined();
  });

  test("is undone statement by statement where it built an index CONCURRENTLY, the table staying", async () => {
    const made = "CREATE INDEX CONCURRENTLY kept_c ON kept (c)";
    bench.open(goose, { "1_k.sql": "-- +goose Up\nCREATE TABLE kept (id int, c int);\n" });
    await bench.run();
    bench.folder.write("2_a.sql", file(made, fails)["1_a.sql"]);
    await bench.run();
    await rows("UPDATE lockkeeper_journal SET done = 1, error = NULL, pid = NULL");
    bench.folder.write("2_a.sql", file(made, "ALTER TABLE kept ADD COLUMN d int")["1_a.sql"]);
    expect(await bench.repair("undo", "2")).toBe("undone, and marked as not applied: 2 a");
    expect(await rows("SELECT to_regclass('kept_c'), to_regclass('kept')")).toEqual([[null, "kept"]]);
  });

  test("is not undone where data would not come back, which is said; nothing is changed", async () => {
    bench.open(goose, { "1_k.sql": "-- +goose Up\nCREATE TABLE kept (id int, c int);\n" });
    await bench.run();
    const drop = "ALTER TABLE kept DROP COLUMN c";
    bench.folder.write("2_a.sql", file(drop, fails)["1_a.sql"]);
    await bench.run();
    await rows("UPDATE lockkeeper_journal SET done = 1, error = NULL, pid = NULL");
    bench.folder.write("2_a.sql", file(drop, "ALTER TABLE kept ADD COLUMN d int")["1_a.sql"]);
    const project = bench.folder.read();
    await expect(bench.engine.repair(project, "undo", "2", never)).rejects.toThrow(
      /cannot be undone: the values of public\.kept\.c are gone\. Finish it, or undo it by hand/,
    );
    expect(await bench.statuses()).toEqual(["1 applied", "2 unfinished"]);
  });

  test("whose rows do not go back by themselves is undone by the end of its down section", async () => {
    const kept = "CREATE TABLE kept (id int)";
    const parts = (ups: readonly string[], downs: readonly string[]) => ({
      "2_a.sql": ["-- +goose NO TRANSACTION", "-- +goose Up", ...ups, "-- +goose Down", ...downs]
        .map((line) => (line.startsWith("--") ? line : `${line};`))
        .join("\n"),
    });
    const column = "ALTER TABLE kept ADD COLUMN c int";
    const ups = ["INSERT INTO kept VALUES (7)", column, "CREATE TABLE b (id int)"];
    const dropColumn = "ALTER TABLE kept DROP COLUMN c";
    const downs = ["DROP TABLE IF EXISTS b", dropColumn, "DELETE FROM kept WHERE id = 7"];
    bench.open(goose, { "1_k.sql": `-- +goose Up\n${kept};\n` });
    await bench.run();
    bench.folder.write("2_a.sql", parts([...ups.slice(0, 2), fails], downs)["2_a.sql"]);
    await bench.run();
    // Another order may leave the row: which of them undoes which is not known.
    for (const other of [
      [downs[2], downs[0], downs[1]],
      downs.slice(1),
      [downs[0], dropColumn, "DELETE FROM other"],
    ]) {
      bench.folder.write("2_a.sql", parts(ups, other.map(String))["2_a.sql"]);
      expect(await bench.repair("undo", "2")).toBe("cannot-repair");
    }
    bench.folder.write("2_a.sql", parts(ups, downs)["2_a.sql"]);
    expect(await bench.repair("undo", "2")).toBe(
      "undone by the end of its down section, and marked as not applied: 2 a",
    );
    expect(await rows("SELECT * FROM kept")).toEqual([]);
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
    expect((await bench.run()).failure).toBeUndefined();
  });

  test("is not undone where the schema does not show how far it came", async () => {
    await leave(goose, file(a, column, fails, index), 2);
    expect(await bench.repair("undo", "1")).toBe("cannot-repair");
    expect(await rows("SELECT to_regclass('a')")).toEqual([["a"]]);
  });

  test("that is there as a whole, or not at all, is said to be", async () => {
    await leave(goose, file(a, fails), null);
    await rows("DROP TABLE a");
    bench.folder.write("1_a.sql", file(a, column)["1_a.sql"]);
    expect(await note()).toMatch(
      /Nothing of it is in the database\. `lockkeeper repair --unmark 1` counts 1 as not applied, and runs go on\.$/,
    );
    await rows(`${a}; ${column}`);
    expect(await note()).toMatch(
      /All of it is in the database\. `lockkeeper repair --mark 1` counts 1 as applied, and runs go on\.$/,
    );
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

  test.each([
    ["a column", "ALTER TABLE strange ADD COLUMN c int"],
    ["a column that goes", "ALTER TABLE strange DROP COLUMN id"],
    ["rows", "UPDATE strange SET id = 1"],
    ["a type", "ALTER TABLE strange ALTER COLUMN id TYPE bigint"],
    ["a value", "ALTER TYPE mood ADD VALUE 'sad'"],
    ["a table that goes", "DROP TABLE strange"],
  ])("on what no migration makes is not said to be done, nor finished: %s", async (_what, strange) => {
    await rows("CREATE TABLE strange (id int); CREATE TYPE mood AS ENUM ('glad')");
    await leave(goose, file(a, fails), 1);
    bench.folder.write("1_a.sql", file(a, strange)["1_a.sql"]);
    expect(await note()).toMatch(
      /statement 1 is done, whether statement 2 went through, the schema does not show/,
    );
    expect(await bench.repair("finish", "1")).toBe("cannot-repair");
    expect(await bench.statuses()).toEqual(["1 unfinished"]);
  });

  test("on a table that no migration makes is told where it makes something of its own there", async () => {
    await rows("CREATE TABLE strange (id int)");
    await leave(goose, file(a, fails), 1);
    bench.folder.write("1_a.sql", file(a, "CREATE INDEX s ON strange (id)")["1_a.sql"]);
    expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
    expect(await rows("SELECT to_regclass('s')")).toEqual([["s"]]);
  });

  describe("by an index build that failed", () => {
    const unique = "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)";
    const twice = "INSERT INTO a VALUES (1), (1)";
    const isValid = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('i')";

    test("is finished once it can be built, without the INVALID index in the way", async () => {
      await leave(goose, file(a, twice, unique, column), 2);
      expect(await rows(isValid)).toEqual([["f"]]);
      expect(await note()).toMatch(
        /after statement 2 of 4: statements 3 to 4 did not go through\. Statement 3 left the INVALID index public\.i\. `lockkeeper repair --finish 1`/,
      );
      expect((await bench.run()).failure).toMatchObject({ code: "dirty", finishes: "1" });
      expect(await bench.repair("finish", "1")).toBe("23505");
      expect(await bench.statuses()).toEqual(["1 unfinished"]);
      await rows("DELETE FROM a");
      expect(await bench.repair("finish", "1")).toBe("marked as applied: 1 a");
      expect(await rows(isValid)).toEqual([["t"]]);
    });

    test("is undone with the INVALID index", async () => {
      await leave(goose, file(a, twice, unique, column), 2);
      expect(await bench.repair("undo", "1")).toBe("undone, and marked as not applied: 1 a");
      expect(await rows("SELECT to_regclass('a'), to_regclass('i')")).toEqual([[null, null]]);
    });

    test("and was the first of all leaves only the INVALID index to undo", async () => {
      bench.open(goose, { "1_k.sql": `-- +goose Up\n${a};\n${twice};\n` });
      await bench.run();
      bench.folder.write("2_a.sql", file(unique, column)["1_a.sql"]);
      await bench.run();
      expect(await note()).toMatch(/nothing of it is there\. Statement 1 left the INVALID index public\.i\./);
      expect(await bench.repair("undo", "2")).toBe("undone, and marked as not applied: 2 a");
      expect(await rows("SELECT to_regclass('a'), to_regclass('i')")).toEqual([["a", null]]);
      expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
    });

    test("is told to differ where the index that stands in the way is not of this migration", async () => {
      await leave(goose, file(a, twice, unique, column), 2);
      await rows("DROP INDEX i; CREATE INDEX other ON a (id)");
      expect(await note()).not.toMatch(/INVALID/);
    });
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
      /on its way down from 2\. .*nothing of it is there\. golang-migrate calls .* `lockkeeper repair --mark 2`/,
    );
    expect(await bench.statuses()).toEqual(["1 unfinished", "2 unfinished"]);
    await rows("DROP TABLE b");
    expect(await bench.statuses()).toEqual(["1 unfinished", "2 pending"]);
    expect(await note()).toMatch(
      /All of it is in the database\. golang-migrate calls .*further\. `lockkeeper repair --mark 1` counts 1 as applied, and runs go on\.$/,
    );
    await rows("DROP TABLE a");
    expect(await note()).toMatch(
      /Nothing of it is in the database\. golang-migrate calls .* `lockkeeper repair --unmark 1`/,
    );
    await rows(`UPDATE schema_migrations SET version = -1; ${a}`);
    expect(await note()).toMatch(/on its way down from 1\. .*--mark 1`/);
    expect(await bench.repair("mark", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
    bench.folder.write("2_b.up.sql", "SELECT 1");
    bench.folder.write("2_b.down.sql", "SELECT 2");
    await rows("UPDATE schema_migrations SET dirty = true");
    expect(await note()).toMatch(
      /may have been on its way down from 2, which the schema does not show: look/,
    );
    expect(await bench.statuses()).toEqual(["1 unfinished", "2 unfinished"]);
    expect((await bench.status())[1]?.note).toMatch(
      /on its way up to 1 or down from this one.*--mark 2` counts it.*--mark 1`; or bring back.*--mark 2`/,
    );
    expect(await bench.repair("unmark", "2")).toBe("cannot-repair");
    expect(await bench.repair("mark", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
  });

  test("of golang-migrate statement by statement, on its way down, where only rows are left to change", async () => {
    bench.open(golangMigrateMulti, {
      "1_a.up.sql": "CREATE TABLE a (id int);",
      "1_a.down.sql": "DROP TABLE a;",
      "2_b.up.sql": "INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN b int; INSERT INTO a VALUES (2);",
      "2_b.down.sql": "DELETE FROM a WHERE id = 2; ALTER TABLE a DROP COLUMN b; DELETE FROM a WHERE id = 1;",
    });
    await bench.run();
    await rows("UPDATE schema_migrations SET version = 1, dirty = true; DELETE FROM a WHERE id = 2");
    const notes = async () =>
      (await bench.status()).map(({ state, note: said }) => `${state}: ${said ?? ""}`);
    // The column says that it did not come to its end.
    expect(await notes()).toEqual([
      expect.stringMatching(/^unfinished: .*its way down from 2\. .*whether statement 1 went through/),
      expect.stringMatching(
        /^unfinished: .*statements 2 to 3 did not\. .*by hand, then `lockkeeper repair --mark 1`/,
      ),
    ]);
    await rows("ALTER TABLE a DROP COLUMN b");
    expect(await notes()).toEqual([
      expect.stringMatching(/^unfinished: .*may have been on its way down from 2/),
      expect.stringMatching(/^unfinished: .*neither the ledger nor the schema shows which/),
    ]);
    expect(await bench.repair("finish", "2")).toBe("cannot-repair");
    await rows("DELETE FROM a");
    expect(await bench.repair("mark", "1")).toBe("marked as applied: 1 a");
    expect(await bench.statuses()).toEqual(["1 applied", "2 pending"]);
  });

  test("that changes rows only is not guessed at", async () => {
    await leave(goose, file("SELECT 1", fails, "SELECT 2"), null);
    expect(await note()).toMatch(/The schema is the same with and without it\.$/);
  });

  test("as one string is there as a whole or not at all", async () => {
    const text = (sql: string) => ({ "1_a.sql": `-- migrate:up transaction:false\n${sql}-- migrate:down\n` });
    await leave(dbmate, text(`${a}; COMMIT; ${fails};\n`), null);
    bench.folder.write("1_a.sql", text(`${a};\nINSERT INTO a VALUES (1);\n`)["1_a.sql"]);
    expect(await note()).toMatch(/All of it is in the database\./);
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
