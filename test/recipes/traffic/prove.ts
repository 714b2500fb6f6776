import { randomFrom, type Random } from "../../support/random.ts";
import { differences } from "../random/differences.ts";
import { isWide } from "../turns.ts";
import { sendKilled } from "./killing.ts";
import { stepsOf, TrafficRun, type Beginning } from "./trafficRun.ts";

export interface Proof {
  /** What was otherwise than it is said to be. */
  readonly faults: readonly string[];
  readonly writes: number;
  readonly steps: number;
  /** How many of them were killed before they were through. */
  readonly cut: number;
  /** Milliseconds of the longest statement of a client, with the statement as it was written and with the plan. */
  readonly original: number;
  readonly planned: number;
  /** Whether statements of the old version failed with the statement as it was written. */
  readonly breaks: boolean;
}

/** A recipe with versions of the application at work: up and back, and up with every step killed and sent again. */
export async function prove(begin: Beginning): Promise<Proof> {
  const [plain, run, killed] = [
    await TrafficRun.begin(begin),
    await TrafficRun.begin(begin),
    await TrafficRun.begin(begin),
  ];
  try {
    await plain.original();
    const written = begin.given.runsAsWritten === true ? await longestAsWritten(begin) : plain.longest;
    const times = await upAndBack(run, stepsOf(begin.roll.finished).length);
    const cut = await upKilled(killed, begin, times.steps);
    const end = differences(await killed.rest(), await plain.rest());
    return {
      faults: [...run.faults, ...[...killed.faults, ...end].map((line) => `killed: ${line}`)],
      writes: run.writes,
      steps: times.steps.length,
      cut,
      original: Math.round(written),
      planned: Math.round(times.longest),
      breaks: plain.refused > 0,
    };
  } finally {
    await Promise.all([plain, run, killed].map((each) => each.dispose()));
  }
}

/** Of a database of its own, since the statement ends otherwise than the plan. */
async function longestAsWritten(begin: Beginning): Promise<number> {
  const run = await TrafficRun.begin(begin);
  try {
    await run.original("written");
    return run.longest;
  } finally {
    await run.dispose();
  }
}

/** How long each step took, and the longest statement of a client on the way up. */
async function upAndBack(
  run: TrafficRun,
  count: number,
): Promise<{ readonly steps: readonly number[]; readonly longest: number }> {
  const steps: number[] = [];
  for (let step = 0; step < count; step++) {
    steps.push(await run.step(step, "up"));
    if (!isWide) continue;
    await run.step(step, "down");
    await run.step(step, "up");
  }
  const { longest } = run;
  for (let step = count - 1; step >= 0; step--) await run.step(step, "down");
  await run.isAsItBegan();
  return { steps, longest };
}

/** Each step is killed at a random point, as long as it took before, and sent again until it is through. */
async function upKilled(run: TrafficRun, begin: Beginning, times: readonly number[]): Promise<number> {
  const random: Random = randomFrom(begin.major);
  let cut = 0;
  for (const [step, time] of times.entries())
    await run.step(step, "up", async (_client, home, migration) => {
      const how = random.pick(["session", "tool"] as const);
      const kill = { after: random.below(Math.max(2, Math.round(time))), how };
      if (await sendKilled(home, begin.roll.finished, migration, kill)) cut++;
    });
  return cut;
}
