import { expect, it } from "vitest";
import { unmet } from "../../server/src/recipes/preconditions.ts";
import { pendingRollouts } from "../../server/src/recipes/rollouts.ts";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { send } from "./send.ts";

/* The end of a rollout compares rows range by range, and names the first that differs. */

const rows = 25_000;
const before = `CREATE TABLE "T 1" (at timestamptz, "k ""ey" text COLLATE "C", a text, n int, PRIMARY KEY (at, "k ""ey"));`;
const seed = `INSERT INTO "T 1" SELECT timestamptz '2024-01-01' + (g / 7) * interval '1.000001 s', 'k''\\ ' || g, NULLIF('v ' || g, 'v 7'), g FROM generate_series(1, ${rows}) g;`;

it.each(
  testedMajors.flatMap((major) => [
    {
      major,
      recipe: "rename-column-by-dual-write",
      change: `ALTER TABLE "T 1" RENAME a TO b;`,
      fresh: "b",
      other: "'other'",
    },
    {
      major,
      recipe: "change-column-type-by-dual-write",
      change: `ALTER TABLE "T 1" ALTER n TYPE bigint;`,
      fresh: "n_new",
      other: "7",
    },
  ]),
)("$recipe, PostgreSQL $major", async ({ major, recipe, change, fresh, other }) => {
  const draft = (name: string, up: string) => ({ name, up, down: "-- Nothing.", autocommit: false });
  const original = TestProject.of("dbmate", [draft("before", before), draft("change", change)]);
  const project = original.with(planned(original.rewrite(recipeCalled(recipe))));
  const [rollout] = pendingRollouts(project.analysis.project, (path) => project.files.get(path));
  if (rollout === undefined) throw new Error("the rollout is not remembered");
  const { client } = await begun({ project, seed, major });
  for (const step of project.analysis.migrations.slice(1)) await send(client, project, step, "up");
  let asked = 0;
  const ask = async (query: string): Promise<string | null | undefined> => {
    asked++;
    const { rows: found } = await client.query<(string | null)[]>({
      text: query,
      rowMode: "array",
      types: { getTypeParser: () => (value: string) => value },
    });
    return found[0]?.[0];
  };
  expect(await unmet(rollout.pending, ask)).toEqual([]);
  // Three ranges and the empty one behind them.
  expect(asked).toBeGreaterThanOrEqual(4);
  await client.query(
    `SET session_replication_role = replica; UPDATE "T 1" SET ${fresh} = ${other} WHERE n = 20005; RESET session_replication_role`,
  );
  expect(await unmet(rollout.pending, ask)).toEqual([
    expect.stringMatching(
      / \(the first row that differs has at, k "ey = 2024-01-01 00:47:37.\d+\+00, k'\\ 20005\)$/,
    ),
  ]);
});
