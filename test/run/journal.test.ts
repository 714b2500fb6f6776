import { describe, expect, test } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { flyway } from "../../server/src/formats/flyway.ts";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { sqlx } from "../../server/src/formats/sqlx.ts";
import { workbench } from "./workbench.ts";

/* What is left half-way where the tool itself leaves no mark, and how it is settled. */

const bench = workbench(16);
const { open, run, repair, rows, status, statuses } = bench;
const journal = () => rows("SELECT to_regclass('lockkeeper_journal')");

const bare = (up: string, down = "") =>
  `-- +goose NO TRANSACTION\n-- +goose Up\n${up}\n-- +goose Down\n${down}\n`;

describe("the journal", () => {
  test("holds a migration while it is under way, statement by statement, and is gone afterwards", async () => {
    const seen =
      "CREATE EXTENSION dblink;\nCREATE ROLE other;\nGRANT CREATE, USAGE ON SCHEMA public TO other;\nSET ROLE other;\nSELECT 4;\nRESET ROLE;\n" +
      "CREATE TABLE seen AS SELECT * FROM dblink(format('host=127.0.0.1 port=%s user=postgres dbname=%s', current_setting('port'), current_database()), 'SELECT version, direction, statements, done, pid FROM lockkeeper_journal') AS t(version text, direction text, statements int, done int, pid int);\n" +
      "SELECT pg_backend_pid() = pid FROM seen;\nDROP OWNED BY other;\nDROP ROLE other;";
    open(goose, { "1_a.sql": bare(seen) });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT version, direction, statements, done FROM seen")).toEqual([
      ["1", "up", "10", "6"],
    ]);
    expect(await journal()).toEqual([[null]]);
  });

  test("is not there for what is one transaction with its ledger row", async () => {
    open(dbmate, {
      "1_a.sql":
        "-- migrate:up\nCREATE TABLE seen AS SELECT to_regclass('lockkeeper_journal') AS t;\n-- migrate:down\n",
    });
    expect((await run()).failure).toBeUndefined();
    expect(await rows("SELECT t FROM seen")).toEqual([[null]]);
  });

  test("keeps what an error left half-way: nothing more is run until that is settled", async () => {
    open(goose, { "1_a.sql": bare("CREATE TABLE a ();\nSELECT 1/0;\nCREATE TABLE b ();", "DROP TABLE a;") });
    const { failure } = await run();
    expect(failure).toMatchObject({ code: "22012", rolledBack: false });
    expect(failure?.message).toMatch(/`lockkeeper repair --mark 1`.*`lockkeeper repair --unmark 1`/);
    expect(await statuses()).toEqual(["1 unfinished"]);
    expect((await status())[0]?.note).toMatch(
      /^A run up began it at .* and did not finish \(division by zero .*\): statement 2 of 3 was sent, those before it are done\. See/,
    );
    expect((await run()).failure).toMatchObject({ code: "dirty", version: "1" });
    expect((await run("down")).failure).toMatchObject({ code: "dirty", version: "1" });
    await rows("DROP TABLE a");
    expect(await repair("unmark", "1")).toBe("marked as not applied: 1 a");
    expect(await statuses()).toEqual(["1 pending"]);
    expect(await journal()).toEqual([[null]]);
    bench.folder.write("1_a.sql", bare("CREATE TABLE a ();", "DROP TABLE a;\nSELECT 1/0;"));
    expect((await run()).failure).toBeUndefined();
    // Half-way down: the ledger still has it.
    expect((await run("down")).failure).toMatchObject({ code: "22012" });
    expect((await status())[0]).toMatchObject({ state: "unfinished", recorded: true });
    expect(await repair("unmark", "1")).toBe("marked as not applied: 1 a");
    expect(await statuses()).toEqual(["1 pending"]);
  });

  test("keeps nothing of an error after which nothing stays", async () => {
    open(goose, { "1_a.sql": bare("SELECT 1/0;") });
    expect((await run()).failure).toMatchObject({ code: "22012", rolledBack: true });
    expect(await statuses()).toEqual(["1 pending"]);
    expect(await journal()).toEqual([[null]]);
  });

  test("leaves no table without its row, whenever it is stopped", async () => {
    open(goose, { "1_a.sql": bare("SELECT 1;") });
    await rows(
      "CREATE FUNCTION refuse_rows() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN " +
        "IF to_regclass('lockkeeper_journal') IS NOT NULL THEN ALTER TABLE lockkeeper_journal ADD CHECK (false); END IF; END $$",
    );
    await rows(
      "CREATE EVENT TRIGGER refuse_rows ON ddl_command_end WHEN tag IN ('CREATE TABLE') EXECUTE FUNCTION refuse_rows()",
    );
    expect((await run()).failure).toMatchObject({ code: "23514" });
    expect(await journal()).toEqual([[null]]);
  });

  test("is kept for a migration whose own COMMIT ends the tool's transaction", async () => {
    open(dbmate, { "1_a.sql": "-- migrate:up\nCREATE TABLE a ();\nCOMMIT;\nSELECT 1/0;\n-- migrate:down\n" });
    expect((await run()).failure).toMatchObject({ code: "22012", rolledBack: false });
    expect(await statuses()).toEqual(["1 unfinished"]);
    expect(await repair("mark", "1")).toBe("marked as applied: 1 a");
    expect(await statuses()).toEqual(["1 applied"]);
  });
});

describe("repair", () => {
  test("golang-migrate: force, to either side", async () => {
    const files = { "1_a.up.sql": "SELECT 1;", "1_a.down.sql": "SELECT 1/0;", "2_b.up.sql": "SELECT 1/0;" };
    open(golangMigrate, files);
    await run();
    expect(await statuses()).toEqual(["1 applied", "2 unfinished"]);
    expect(await repair("unmark", "2")).toBe("marked as not applied: 2 b");
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["1", "f"]]);
    await run();
    expect(await repair("mark", "2")).toBe("marked as applied: 2 b");
    expect(await rows("SELECT version, dirty FROM schema_migrations")).toEqual([["2", "f"]]);
    expect(await repair("mark", "2")).toBe("cannot-repair");
    expect(await repair("unmark", "2")).toBe("marked as not applied: 2 b");
    await run("down");
    expect(await statuses()).toEqual(["-1 unfinished", "1 unfinished", "2 pending"]);
    expect(await repair("unmark", "-1")).toBe("marked as not applied: -1");
    expect(await rows("SELECT count(*) FROM schema_migrations")).toEqual([["0"]]);
  });

  test("Prisma: resolve --rolled-back, then resolve --applied", async () => {
    open(prisma, { "migration_lock.toml": "", "20240101000000_a/migration.sql": "SELECT 1/0;" });
    await run();
    await repair("unmark", "20240101000000_a");
    expect(await statuses()).toEqual(["20240101000000_a pending"]);
    await run();
    await repair("mark", "20240101000000_a");
    expect(await statuses()).toEqual(["20240101000000_a applied"]);
    expect(
      await rows(
        "SELECT finished_at IS NOT NULL, rolled_back_at IS NOT NULL FROM _prisma_migrations ORDER BY started_at",
      ),
    ).toEqual([
      ["f", "t"],
      ["f", "t"],
      ["t", "f"],
    ]);
  });

  test("Flyway: the failed row goes; sqlx: an edited file is accepted, a missing one let go", async () => {
    open(flyway, {
      "V1__a.sql": "CREATE TABLE a (i int);\nCREATE INDEX CONCURRENTLY i ON a (i);\nSELECT 1/0;\n",
    });
    await run();
    expect(await statuses()).toEqual(["1 unfinished"]);
    await repair("unmark", "1");
    expect(await rows("SELECT count(*) FROM flyway_schema_history")).toEqual([["0"]]);
    bench.folder.dispose();

    open(sqlx, { "1_a.sql": "SELECT 1;", "2_b.sql": "SELECT 2;" });
    await run();
    bench.folder.write("1_a.sql", "SELECT 1; -- edited");
    expect(await repair("accept", "2")).toBe("cannot-repair");
    expect(await repair("accept", "1")).toBe("accepted as it is now: 1 a");
    expect(await statuses()).toEqual(["1 applied", "2 applied"]);
    bench.folder.remove("2_b.sql");
    expect((await run()).failure).toMatchObject({ code: "migration-missing", version: "2" });
    await repair("unmark", "2");
    expect(await statuses()).toEqual(["1 applied"]);
    expect(await repair("mark", "9")).toBe("cannot-repair");
  });
});
