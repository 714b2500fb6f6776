import type { Major } from "../../support/servers.ts";
import { nextSavepoint, nextStatement } from "./grammar.ts";
import { Random } from "./random.ts";
import type { Script, ScriptSection } from "./script.ts";
import { Session } from "./session.ts";
import type { Difference, Read, Step } from "./session.ts";
import { World } from "./world.ts";

/** What one seed showed on one major. */
export interface RandomRun {
  readonly script: Script;
  readonly statements: number;
  readonly failed: number;
  /** Why statements were not followed; the first of them ends the script. */
  readonly notAnalysed: readonly string[];
  /** The first difference, which ends the script. */
  readonly difference: Difference | undefined;
}

/** How many statements build a schema before it is changed. */
const buildLength = 22;

/** Makes statements from a seed, one after the other, until there are `length` or prediction and server part. */
export async function runSeed(seed: number, length: number, major: Major, read: Read): Promise<RandomRun> {
  const session = await Session.open(major, read);
  try {
    return await new Run(new Random(seed), length, major, session).go();
  } finally {
    await session.close();
  }
}

/** Runs a script that is known, as far as it goes; the difference it shows, or undefined. */
export async function runScript(script: Script, major: Major, read: Read): Promise<Difference | undefined> {
  const session = await Session.open(major, read);
  try {
    for (const { mode, statements } of script) {
      const steps = await session.run(mode, (_, index) => statements[index]);
      const difference = steps.at(-1)?.difference;
      if (difference !== undefined) return difference;
    }
    return driftOf(await session.drift());
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

  constructor(random: Random, length: number, major: Major, session: Session) {
    this.#random = random;
    this.#length = length;
    this.#major = major;
    this.#session = session;
  }

  async go(): Promise<RandomRun> {
    while (this.#steps.length < this.#length) {
      await this.#section();
      const last = this.#steps.at(-1);
      if (last?.difference !== undefined || last?.notAnalysed !== undefined) break;
    }
    const found = this.#steps.at(-1)?.difference;
    const notAnalysed = this.#steps.flatMap((step) => step.notAnalysed ?? []);
    const difference = found ?? (notAnalysed.length > 0 ? undefined : driftOf(await this.#session.drift()));
    const failed = this.#steps.filter(({ error }) => error !== undefined).length;
    return { script: this.#script, statements: this.#steps.length, failed, notAnalysed, difference };
  }

  async #section(): Promise<void> {
    const phase = this.#steps.length < buildLength ? "build" : "change";
    const inTransaction = phase === "change" && this.#random.chance(30);
    const mode = inTransaction ? "single" : "autocommit";
    const wanted = inTransaction ? this.#random.int(2, 6) : 1;
    const statements: string[] = [];
    const steps = await this.#session.run(mode, (catalog, index) => {
      if (index >= wanted) return undefined;
      const world = new World(this.#random, catalog, this.#major);
      const sql =
        inTransaction && this.#random.chance(8) ? nextSavepoint(world) : nextStatement(world, phase);
      statements.push(sql);
      return sql;
    });
    this.#script.push({ mode, statements });
    this.#steps.push(...steps);
  }
}

function driftOf(words: readonly string[]): Difference | undefined {
  return words.length === 0 ? undefined : { sql: "the catalog in the end", words };
}
