import type { Major } from "../../support/servers.ts";
import { nextSavepoint, nextStatement } from "./grammar.ts";
import { Random } from "./random.ts";
import type { Script, ScriptSection } from "./script.ts";
import { Session } from "./session.ts";
import type { Difference, Read, Step } from "./session.ts";
import { World } from "./world.ts";

/** What one seed showed on one major. */
export interface RandomRun {
  readonly statements: number;
  readonly failed: number;
  /** Why statements were not followed; the first of them ends the script. */
  readonly notAnalysed: readonly string[];
  /** Each with what was sent up to it. */
  readonly differences: readonly { readonly difference: Difference; readonly script: Script }[];
}

/** How many statements build a schema before it is changed. */
const buildLength = 22;

/**
 * Makes statements from a seed, one after the other, until there are `length` or the folded catalog is not known to be
 * the server's any more.
 */
export async function runSeed(seed: number, length: number, major: Major, read: Read): Promise<RandomRun> {
  const session = await Session.open(major, read);
  try {
    return await new Run(new Random(seed), length, major, session).go();
  } finally {
    await session.close();
  }
}

/** Runs a script that is known, as far as it goes, and gives the differences it shows. */
export async function runScript(script: Script, major: Major, read: Read): Promise<readonly Difference[]> {
  const session = await Session.open(major, read);
  const differences: Difference[] = [];
  try {
    for (const { mode, statements } of script) {
      const steps = await session.run(mode, (_, index) => statements[index]);
      differences.push(...steps.flatMap(({ difference }) => difference ?? []));
      if (steps.some(({ outOfStep }) => outOfStep)) return differences;
    }
    return [...differences, ...(await session.drift())];
  } finally {
    await session.close();
  }
}

class Run {
  readonly #random: Random;
  readonly #length: number;
  readonly #major: Major;
  readonly #session: Session;
  readonly #script: ScriptSection[] = [];
  readonly #steps: Step[] = [];
  readonly #differences: { readonly difference: Difference; readonly script: Script }[] = [];

  constructor(random: Random, length: number, major: Major, session: Session) {
    this.#random = random;
    this.#length = length;
    this.#major = major;
    this.#session = session;
  }

  async go(): Promise<RandomRun> {
    let inStep = true;
    while (inStep && this.#steps.length < this.#length) inStep = await this.#section();
    if (inStep) for (const difference of await this.#session.drift()) this.#differs(difference);
    const failed = this.#steps.filter(({ error }) => error !== undefined).length;
    const notAnalysed = this.#steps.flatMap((step) => step.notAnalysed ?? []);
    return { statements: this.#steps.length, failed, notAnalysed, differences: this.#differences };
  }

  #differs(difference: Difference): void {
    this.#differences.push({ difference, script: [...this.#script] });
  }

  /** False where the folded catalog is not the server's any more. */
  async #section(): Promise<boolean> {
    const phase = this.#steps.length < buildLength ? "build" : "change";
    const inTransaction = phase === "change" && this.#random.chance(30);
    const mode = inTransaction ? "single" : "autocommit";
    const wanted = inTransaction ? this.#random.int(2, 6) : 1;
    const statements: string[] = [];
    const steps = await this.#session.run(mode, (catalog, index) => {
      if (index >= wanted) return undefined;
      const world = new World(this.#random, catalog, this.#major, inTransaction);
      const sql =
        inTransaction && this.#random.chance(8) ? nextSavepoint(world) : nextStatement(world, phase);
      statements.push(sql);
      return sql;
    });
    this.#script.push({ mode, statements });
    this.#steps.push(...steps);
    for (const { difference } of steps) if (difference !== undefined) this.#differs(difference);
    return steps.every(({ outOfStep }) => !outOfStep);
  }
}
