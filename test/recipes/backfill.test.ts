import { expect, it } from "vitest";
import { backfillsIn } from "../../server/src/recipes/transition/backfillMark.ts";
import { workOf } from "../../server/src/recipes/transition/backfillWork.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { runProject } from "../../server/src/run/project.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * Every recipe that fills rows: where `lockkeeper backfill` did the work, the migration finds nothing left and all ends as
 * it does without.
 */

const rows = 2_500;
const t = `CREATE SCHEMA "App"; CREATE TABLE "App"."T 1" (at timestamptz, "k ey" bigint, a text, n int, PRIMARY KEY (at, "k ey"));`;
const seed = `INSERT INTO "App"."T 1" SELECT timestamptz '2024-01-01' + (g / 9) * interval '1.000001 s', g, 'v ' || g, g % 3 FROM generate_series(1, ${rows}) g;`;

it.each([
  {
    recipe: "rename-column-by-dual-write",
    change: `ALTER TABLE "App"."T 1" RENAME a TO "B b";`,
    changed: rows,
  },
  {
    recipe: "change-column-type-by-dual-write",
    change: `ALTER TABLE "App"."T 1" ALTER n TYPE bigint;`,
    changed: rows,
  },
  {
    recipe: "add-filled-column",
    change: `ALTER TABLE "App"."T 1" ADD COLUMN c int NOT NULL DEFAULT length(repeat('x', 3)) + (random() * 0)::int;`,
    changed: rows,
  },
  {
    recipe: "batch-update",
    change: `UPDATE "App"."T 1" AS u SET a = 'new' -- why\n WHERE u.n = 1;`,
    changed: 834,
  },
  { recipe: "batch-update", change: `DELETE FROM "App"."T 1" WHERE n = 2 OR a = 'v 3; $$';`, changed: 833 },
])("$recipe: $change", async ({ recipe, change, changed }) => {
  const draft = (name: string, up: string) => ({ name, up, down: "-- Nothing.", autocommit: false });
  const original = TestProject.of("dbmate", [draft("before", t), draft("change", change)]);
  const project = original.with(planned(original.rewrite(recipeCalled(recipe))));
  const steps = project.analysis.migrations.slice(1);
  const { client: plain } = await begun({ project, seed, major: 18 });
  for (const step of steps) await send(plain, project, step, "up");

  const { home, client } = await begun({ project, seed, major: 18 });
  const [marked, ...more] = backfillsIn(project.analysis.project.migrations, (path) =>
    project.files.get(path),
  );
  if (marked === undefined) throw new Error("there is no backfill");
  expect(more).toEqual([]);
  const tree = { paths: [...project.files.keys()], text: (path: string) => project.files.get(path) };
  const engine = new RunEngine({ storagePath: "", key: "", image: "", startTimeout: 60 });
  await engine.select({ kind: "server", url: home.url });
  const at = steps.findIndex(({ migration }) => migration.version === marked.migration.version);
  for (const step of steps.slice(0, at)) await send(client, project, step, "up");
  const done = await engine.backfill(
    runProject("file:///m", project.format, tree),
    { ...workOf(marked), id: marked.migration.version, definition: marked.text },
    {
      signal: new AbortController().signal,
      limits: { rate: undefined, maxLag: 10, lagPatience: 10 },
      onProgress: () => undefined,
    },
  );
  await engine.dispose();
  expect(done).toMatchObject({ state: "done", rows: changed, batches: 3 });
  await client.query("DROP TABLE lockkeeper_backfill");
  // What is filled is passed over: nobody could write the rows now, and nobody needs to.
  for (const step of steps.slice(at)) await send(client, project, step, "up");
  expect(await fingerprint(client)).toEqual(await fingerprint(plain));
});
