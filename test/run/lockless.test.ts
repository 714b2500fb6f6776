import { expect, test } from "vitest";
import { goose } from "../../server/src/formats/goose.ts";
import { sleep } from "../../server/src/run/sleep.ts";
import { workbench } from "./workbench.ts";

/*
 * goose takes no lock, and its ledger takes a version twice. Its program is not at hand here: a client sends what it
 * sends, in its order (provider_run.go): it reads what is applied, and then BEGIN, the statements, the row, COMMIT.
 */

const bench = workbench(18);
const files = {
  "1_a.sql": "-- +goose Up\nCREATE TABLE log (n int);",
  "2_b.sql": "-- +goose Up\nINSERT INTO log\n-- the second\nVALUES (2);",
};
const row = "INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, true)";
const newest = "SELECT max(version_id) FROM goose_db_version";

/** The first migration is applied, the second is to come. */
async function begun(): Promise<void> {
  bench.open(goose, { "1_a.sql": files["1_a.sql"] });
  await bench.run();
  bench.folder.write("2_b.sql", files["2_b.sql"]);
}

async function waitFor(sql: string): Promise<void> {
  while ((await bench.rows(sql)).length === 0) await sleep(20);
}

test("a run gives way to a goose at work, whatever of it shows", async () => {
  await begun();
  const other = await bench.database.connect();
  await other.query("BEGIN");
  await other.query("INSERT INTO log\nVALUES (2);");
  const { failure, steps } = await bench.run();
  expect(failure).toMatchObject({ code: "another-runner", rolledBack: true });
  expect(failure?.message).toMatch(
    /^Another session \(process \d+\) is at work on the same migrations; try again when the other is done\. Nothing of it was run\.$/,
  );
  expect(steps).toEqual([]);
  // It has written its row, which nobody sees yet: a run waits for that.
  await other.query(row);
  const run = bench.run();
  await waitFor("SELECT FROM pg_locks WHERE NOT granted AND relation = 'goose_db_version'::regclass");
  await other.query("COMMIT");
  await other.end();
  expect((await run).failure?.message).toMatch(
    /^Another runner was at work at the same time and is done with 2; try again/,
  );
  expect(await bench.rows("SELECT n FROM log")).toEqual([["2"]]);
  expect((await bench.run()).steps).toEqual([]);
});

test("a goose that begins meanwhile waits, and finds it applied", async () => {
  await begun();
  const [holder, other] = [await bench.database.connect(), await bench.database.connect()];
  await holder.query("BEGIN; LOCK TABLE log");
  const run = bench.run();
  await waitFor("SELECT FROM pg_locks WHERE NOT granted AND relation = 'log'::regclass");
  const read = other.query({ text: newest, rowMode: "array" });
  await waitFor("SELECT FROM pg_locks WHERE NOT granted AND relation = 'goose_db_version'::regclass");
  await holder.query("COMMIT");
  expect((await run).failure).toBeUndefined();
  expect((await read).rows).toEqual([["2"]]);
  await Promise.all([holder.end(), other.end()]);
});

test("a goose that had read the ledger before waits to write, and a run gives way to it", async () => {
  await begun();
  const [holder, other] = [await bench.database.connect(), await bench.database.connect()];
  await holder.query("BEGIN; LOCK TABLE log");
  const run = bench.run();
  await waitFor("SELECT FROM pg_locks WHERE NOT granted AND relation = 'log'::regclass");
  await other.query("BEGIN");
  const written = other.query(row);
  await waitFor("SELECT FROM pg_locks WHERE NOT granted AND relation = 'goose_db_version'::regclass");
  await holder.query("COMMIT");
  expect((await run).failure).toMatchObject({ code: "another-runner", rolledBack: true });
  await written;
  await other.query("COMMIT");
  expect(await bench.rows("SELECT n FROM log")).toEqual([]);
  await Promise.all([holder.end(), other.end()]);
});

test("one at work outside a transaction is seen too, and what any session sends is not", async () => {
  await begun();
  bench.folder.write(
    "2_b.sql",
    "-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN;\nINSERT INTO log VALUES (2);\nCOMMIT;",
  );
  const other = await bench.database.connect();
  await other.query("BEGIN;");
  await other.query("INSERT INTO log VALUES (2);");
  expect((await bench.run()).failure).toMatchObject({ code: "another-runner", rolledBack: true });
  await other.query("ROLLBACK");
  await other.query("BEGIN;");
  expect((await bench.run()).failure).toBeUndefined();
  await other.end();
});
