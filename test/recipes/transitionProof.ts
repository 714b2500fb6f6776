import { expect } from "vitest";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import type { Major } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import type { RolledOut } from "./finishedRollout.ts";
import type { TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send, sendAgain } from "./send.ts";
import { walkBackAndForth } from "./walks.ts";

/** A change of a column by dual write, as it was written and as its rollout. */
export interface Transition extends RolledOut {
  readonly plain: TestProject;
  readonly seed: string;
  readonly major: Major;
}

/** The rollout ends as the original does. */
export async function endsTheSame({ plain, finished, seed, major }: Transition): Promise<void> {
  const { client: expected } = await begun({ project: plain, seed, major });
  await send(expected, plain, plain.last, "up");
  const { client } = await begun({ project: finished, seed, major });
  for (const step of finished.analysis.migrations.slice(1)) await send(client, finished, step, "up");
  expect(await fingerprint(client)).toEqual(await fingerprint(expected));
}

/** Nothing is found in any file, nor done under a lock, nor more when it is sent twice. */
export async function isQuiet(
  recipe: Recipe,
  { plain, finished, seed, major }: Transition,
  isTold: (fault: string) => boolean = () => false,
): Promise<void> {
  const faults = textFaults(recipe, plain, finished);
  expect(faults.filter((fault) => !isTold(fault))).toEqual([]);
  const { client } = await begun({ project: finished, seed, major });
  for (const step of finished.analysis.migrations.slice(1)) {
    expect((await workUnderLocks(client, finished, step)) ?? []).toEqual([]);
    await send(client, finished, step, "up");
    const once = await fingerprint(client);
    const isLast = step === finished.last;
    if (!isLast && !/exchanged/.test(step.migration.name)) await sendAgain(client, finished, step);
    expect(await fingerprint(client)).toEqual(once);
  }
}

/** It goes back and up again from every point; `every`: from each to each. */
export async function goesBack(
  { open, finished, seed, major }: Omit<Transition, "plain">,
  every = false,
): Promise<void> {
  const { client } = await begun({ project: finished, seed, major });
  await walkBackAndForth({
    client,
    project: finished,
    expanded: open.analysis.migrations.length - 1,
    look: async (point) => {
      const now = await fingerprint(client);
      // What stands aside is filled again on the way down, and its rows may be others in between.
      return point === 0 ? now : now.catalog;
    },
    ...(every ? { every: true } : {}),
  });
}
