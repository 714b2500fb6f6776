import { expect, it } from "vitest";
import { analyseProject } from "../../server/src/analysis/analyse.ts";
import { Tally } from "../../server/src/report/tally.ts";
import { analyseScripts, inputOf } from "../support/analyse.ts";

async function tallyOf(...scripts: readonly string[]): Promise<Tally> {
  const tally = new Tally();
  const { migrations } = await analyseScripts(scripts.map((sql) => ({ sql })));
  expect([...tally.counted(migrations)]).toEqual(migrations);
  return tally;
}

it("counts what was analysed, and why the rest was not", async () => {
  const unknown = "DO $$ BEGIN EXECUTE readfile('a'); END $$;";
  const tally = await tallyOf("CREATE TABLE a (id int);\nDROP TABLE a;", unknown, unknown);
  const left = [...tally.notAnalysed.values()].reduce((sum, count) => sum + count, 0);
  expect(tally).toMatchObject({ migrations: 3, statements: 4, analysed: 4 - left });
  expect([...tally.risks.values()].reduce((sum, count) => sum + count, 0)).toBe(4);
});

it("knows the worst that a run meets", async () => {
  expect((await tallyOf("CREATE TABLE a (id int);")).worst).toBe("none");
  expect((await tallyOf("CREATE TABLE a (id int);", "ALTER TABLE a ALTER id TYPE bigint;")).worst).toBe(
    "high",
  );
});

it("knows that a text is broken", async () => {
  expect((await tallyOf("CREATE TABLE a (id int);")).broken).toBe(false);
  expect((await tallyOf("CREATE TABL a (id int);")).broken).toBe(true);
});

it("has counted nothing of what was not taken yet", async () => {
  const input = await inputOf([{ sql: "SELECT 1;" }, { sql: "SELECT 2;" }]);
  const tally = new Tally();
  const migrations = tally.counted(analyseProject(input).migrations);
  migrations.next();
  expect(tally.migrations).toBe(1);
});
