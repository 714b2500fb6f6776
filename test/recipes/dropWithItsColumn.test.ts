import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { withItsEnd } from "./finishedRollout.ts";
import { fingerprint } from "./fingerprint.ts";
import { changed, workUnderLocks } from "./prover.ts";
import { cases } from "./recipeCases.ts";
import { safely, unsafe } from "./safely.ts";
import { send, sendAgain } from "./send.ts";

/*
 * An index or constraint that is left to the drop of its column or table is there until that rollout ends, gone then,
 * and comes back from wherever one turns round.
 */

const runs = cases
  .filter(({ recipe, down }) => recipe === "drop-with-its-column" && down !== undefined)
  .flatMap((each) => testedMajors.map((major) => ({ ...each, major })));

describe.each(runs)("$bad, PostgreSQL $major", ({ before = "", bad, down = "", seed, major }) => {
  it("leaves what it is on whole until the end, ends as written, and goes back from every point", async () => {
    const { original, plan, project } = safely({ before, up: bad, down }, unsafe({ before, up: bad, down }));
    expect(plan.plans.map(({ recipe }) => recipe)).toContain("drop-with-its-column");
    expect(plan.refusals).toEqual([]);
    const finished = withItsEnd(project);
    const { client: expected } = await begun({ project: original, seed, major });
    await send(expected, original, original.last, "up");

    const { client } = await begun({ project: finished, seed, major });
    const start = await fingerprint(client);
    const steps = finished.analysis.migrations.slice(1);
    const open = steps.slice(0, project.analysis.migrations.length - 1);
    for (const step of open) await send(client, finished, step, "up");
    for (const step of [...open].reverse()) await send(client, finished, step, "down");
    expect(await fingerprint(client), "down before the rollout's end").toEqual(start);

    const written = new Set(changed(original, project).map(({ migration }) => migration.name));
    for (const step of steps) {
      expect((await workUnderLocks(client, finished, step)) ?? []).toEqual([]);
      await send(client, finished, step, "up");
      if (!/ADD COLUMN/.test(bad) || !written.has(step.migration.name))
        await sendAgain(client, finished, step);
    }
    const end = await fingerprint(client);
    expect(end).toEqual(await fingerprint(expected));

    for (let point = steps.length - 1; point >= 0; point--) {
      for (const step of steps.slice(point).reverse()) await send(client, finished, step, "down");
      // What was in a dropped column is gone.
      if (point === 0) expect((await fingerprint(client)).catalog).toEqual(start.catalog);
      for (const step of steps.slice(point)) await send(client, finished, step, "up");
      expect(await fingerprint(client), `down to ${point} and up again`).toEqual(end);
    }
  });
});
