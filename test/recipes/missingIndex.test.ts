import { afterEach, describe, expect, it } from "vitest";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { freshDatabase, testedMajors, type Database, type Major } from "../support/servers.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * Where the index is not there that a step counts on, since the step before was marked as done and never ran or
 * somebody has dropped it, the step must not pass over it: the old one would go, and nothing would take its place.
 */

const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

const table = `CREATE TABLE "Lines" (id bigint CONSTRAINT "Lines's key" PRIMARY KEY, "order" bigint NOT NULL, note text);
CREATE INDEX by_note ON "Lines" (note);`;

const ways = [
  {
    recipe: "replace-key",
    up: `ALTER TABLE "Lines" DROP CONSTRAINT "Lines's key"; ALTER TABLE "Lines" ADD CONSTRAINT "Lines's key" PRIMARY KEY ("order", id);`,
    down: `ALTER TABLE "Lines" DROP CONSTRAINT "Lines's key"; ALTER TABLE "Lines" ADD CONSTRAINT "Lines's key" PRIMARY KEY (id);`,
    suffix: "_change",
    words: /index "Lines_new_key" is missing/,
    undone: /index "Lines_old_key" is missing/,
  },
  {
    recipe: "replace-index",
    up: `DROP INDEX by_note; CREATE INDEX by_note ON "Lines" (note, id);`,
    down: `DROP INDEX by_note; CREATE INDEX by_note ON "Lines" (note);`,
    suffix: "_drop",
    words: /by_note_new is missing or INVALID/,
    undone: undefined,
  },
];

const runs = ways.flatMap((way) => testedMajors.map((major) => ({ ...way, major })));

function stepsFrom(steps: readonly MigrationAnalysis[], suffix: string): readonly MigrationAnalysis[] {
  const at = steps.findIndex(({ migration }) => migration.name.endsWith(suffix));
  if (at < 0) throw new Error(`no step ${suffix}`);
  return steps.slice(at);
}

async function begun({ recipe, up, down, major }: (typeof runs)[number] & { major: Major }) {
  const original = TestProject.of("goose", [
    { name: "before", up: table, down: `DROP TABLE "Lines";`, autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
  const project = original.with(planned(original.rewrite(recipeCalled(recipe))));
  const database = await freshDatabase(major);
  databases.push(database);
  const client = await database.connect();
  const [first, ...steps] = project.analysis.migrations;
  if (first !== undefined) await send(client, project, first, "up");
  return { client, project, steps };
}

describe.each(runs)("$recipe, PostgreSQL $major", (run) => {
  it("changes nothing where the new index was never built", async () => {
    const { client, project, steps } = await begun(run);
    const before = await fingerprint(client);
    for (const step of stepsFrom(steps, run.suffix).slice(0, 1))
      await expect(send(client, project, step, "up")).rejects.toThrow(run.words);
    expect(await fingerprint(client)).toEqual(before);
  });

  if (run.undone === undefined) return;
  it("changes nothing on the way down without the old index", async () => {
    const { client, project, steps } = await begun(run);
    for (const step of steps) await send(client, project, step, "up");
    const after = await fingerprint(client);
    for (const step of stepsFrom(steps, run.suffix).slice(0, 1))
      await expect(send(client, project, step, "down")).rejects.toThrow(run.undone);
    expect(await fingerprint(client)).toEqual(after);
  });

  it("does its last step once, and passes over it the second time", async () => {
    const { client, project, steps } = await begun(run);
    for (const step of steps) await send(client, project, step, "up");
    const after = await fingerprint(client);
    for (const step of stepsFrom(steps, run.recipe === "replace-key" ? "_change" : "_rename"))
      await send(client, project, step, "up");
    expect(await fingerprint(client)).toEqual(after);
  });
});

describe("replace-key", () => {
  it("puts no INVALID index in the place of a constraint", async () => {
    const [run] = runs;
    if (run === undefined) throw new Error("no such run");
    const up = `ALTER TABLE "Lines" DROP CONSTRAINT "Lines's key"; CREATE UNIQUE INDEX "Lines's key" ON "Lines" (id);`;
    const { client, project, steps } = await begun({ ...run, up, down: "SELECT 1;" });
    const [build, change] = stepsFrom(steps, "_build");
    if (build === undefined || change === undefined) throw new Error("no such step");
    await send(client, project, build, "up");
    await client.query(
      `UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = '"Lines_new_key"'::regclass`,
    );
    const before = await fingerprint(client);
    await expect(send(client, project, change, "up")).rejects.toThrow(/"Lines_new_key" is INVALID/);
    expect(await fingerprint(client)).toEqual(before);
  });
});

describe("replace-index", () => {
  it("gives no name to an index that is not there", async () => {
    const run = runs.find(({ recipe }) => recipe === "replace-index");
    if (run === undefined) throw new Error("no such run");
    const { client, project, steps } = await begun(run);
    await client.query("DROP INDEX by_note");
    const before = await fingerprint(client);
    for (const step of stepsFrom(steps, "_rename"))
      await expect(send(client, project, step, "up")).rejects.toThrow(/index by_note_new is missing/);
    expect(await fingerprint(client)).toEqual(before);
  });
});
