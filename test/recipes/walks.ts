import { expect } from "vitest";
import type pg from "pg";
import type { MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { send } from "./send.ts";
import type { TestProject } from "./projects.ts";
import { isWide } from "./turns.ts";

export interface Walk {
  readonly client: pg.Client;
  readonly project: TestProject;
  /** How many of the plan's migrations are written at once; the others end its rollout. */
  readonly expanded: number;
  /** What is to be the same whichever way a point was come to; 0 is before the plan. */
  readonly look: (point: number) => Promise<unknown>;
  /** Goes back to every point from every other, also where the others go to those that differ. */
  readonly every?: boolean;
}

/**
 * Walks a plan's migrations up and down. Each one is gone back and up again by itself, on the way up and on the way
 * down; from the end it goes back to the turning points and up again, and from these back to where it began.
 */
export async function walkBackAndForth(walk: Walk): Promise<void> {
  const { client, project, expanded, look, every = isWide } = walk;
  const steps = project.analysis.migrations.slice(1);
  const all = steps.map((_step, point) => point);
  const turns = every
    ? all
    : [...new Set([0, expanded, steps.length - 1])].filter((point) => point < steps.length);
  const go = async (some: readonly MigrationAnalysis[], direction: "up" | "down"): Promise<void> => {
    for (const step of direction === "up" ? some : [...some].reverse())
      await send(client, project, step, direction);
  };
  const seen = [await look(0)];
  for (const [index, step] of steps.entries()) {
    await go([step], "up");
    seen.push(await look(index + 1));
  }
  for (const point of [...turns].reverse()) {
    await go(steps.slice(point), "down");
    // Within a phase what is attached or the old column is on its way down; at its beginning all is as it was.
    if (point === expanded || point === 0) expect(await look(point), `down to ${point}`).toEqual(seen[point]);
    await go(steps.slice(point), "up");
    expect(await look(steps.length), `down to ${point} and up again`).toEqual(seen[steps.length]);
  }
  for (const step of [...steps].reverse())
    for (const direction of ["down", "up", "down"] as const) await go([step], direction);
  expect(await look(0), "back, and each step up again by itself").toEqual(seen[0]);
  for (const point of turns) {
    const some = steps.slice(0, point + 1);
    for (const step of some)
      for (const direction of ["up", "down", "up"] as const) await go([step], direction);
    expect(await look(point + 1), `up to ${point + 1}, and each step again`).toEqual(seen[point + 1]);
    await go(some, "down");
    expect(await look(0), `back from ${point + 1}`).toEqual(seen[0]);
  }
}
