import { expect, test } from "vitest";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { goose } from "../../server/src/formats/goose.ts";
import { never } from "./contract.ts";
import { workbench } from "./workbench.ts";

/* golang-migrate's ledger is the newest version: what came later below it is never run, and counts as applied. */

const bench = workbench(18);
const notes = async () => {
  const { statuses } = await bench.engine.status(bench.folder.read(), never, true);
  return statuses.map(
    ({ version, state, note }) => `${version} ${state}${note === undefined ? "" : `: ${note}`}`,
  );
};
const files = {
  "1_a.up.sql": "CREATE TABLE a (id int PRIMARY KEY);",
  "3_c.up.sql": "CREATE TABLE c (a int REFERENCES a); INSERT INTO a VALUES (1);",
};
const note = (version: number) =>
  `It counts as applied, and the database has nothing of it: the ledger has the newest version alone, and golang-migrate never runs a file that came with a lower number than ${version}. Give it a higher one, or run it by hand.`;

test("a file that came late is told from those that ran", async () => {
  bench.open(golangMigrate, files);
  await bench.run();
  expect(await notes()).toEqual(["1 applied", "3 applied"]);
  bench.folder.write("2_b.up.sql", "CREATE TABLE b (id int); ALTER TABLE a ADD COLUMN b int;");
  const warnings = [`Migration 2 is not run. ${note(3)}`];
  expect(await bench.run()).toMatchObject({ steps: [], warnings });
  const project = bench.folder.read();
  const upTo = { project: project.uri, command: "upTo", version: "2" } as const;
  expect(await bench.engine.dryRun(project, upTo, never)).toMatchObject({ steps: [], warnings });
  expect(await notes()).toEqual(["1 applied", `2 applied: ${note(3)}`, "3 applied"]);
  // What is drift besides, and a second one.
  await bench.rows("CREATE TABLE side (); ALTER TABLE c ADD COLUMN more int");
  bench.folder.write("0_b.up.sql", "CREATE TYPE mood AS ENUM ('ok');");
  bench.folder.write("4_d.up.sql", "CREATE TABLE d ();");
  expect(await notes()).toEqual([
    `0 applied: ${note(3)}`,
    "1 applied",
    `2 applied: ${note(3)}`,
    "3 applied",
    "4 pending",
  ]);
});

test("what is there in part, or was done by hand, is not told so; a ledger of rows says it itself", async () => {
  bench.open(golangMigrate, files);
  await bench.run();
  bench.folder.write("2_b.up.sql", "CREATE TABLE b (id int); ALTER TABLE a ADD COLUMN b int;");
  await bench.rows("CREATE TABLE b (id int)");
  expect(await notes()).toEqual(["1 applied", "2 applied", "3 applied"]);
  await bench.rows("ALTER TABLE a ADD COLUMN b int");
  expect(await notes()).toEqual(["1 applied", "2 applied", "3 applied"]);
  await bench.rows("DROP TABLE schema_migrations, a, b, c");
  bench.folder.dispose();
  bench.open(goose, { "1_a.sql": "-- +goose Up\nSELECT 1;", "3_c.sql": "-- +goose Up\nSELECT 1;" });
  await bench.run();
  bench.folder.write("2_b.sql", "-- +goose Up\nCREATE TABLE b ();");
  expect(await notes()).toEqual(["1 applied", "2 pending", "3 applied"]);
});
