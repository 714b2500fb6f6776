import { isDeepStrictEqual } from "node:util";
import { formats } from "../../server/src/formats/index.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { randomFrom, type Random } from "../support/random.ts";
import { change, someProject, someStatements } from "./documents.ts";
import { settings, Workbench } from "./workbench.ts";

/** A document that is analysed otherwise after edits than from a fresh start, that breaks us, or that takes too long. */
export interface Fault {
  readonly format: string;
  readonly seed: number;
  readonly kind: "differs" | "crash" | "slow";
  readonly path: string;
  readonly text: string;
  readonly detail: string;
}

export interface FuzzResult {
  readonly documents: number;
  readonly faults: readonly Fault[];
  /** The seed to go on with. */
  readonly next: number;
}

/** Edits of one project before the next is made. */
const edits = 25;
/** Milliseconds of processor time that no document may take. */
const slow = 1000;
/** More of them say nothing new. */
const mostFaults = 10;

/** Edits projects of all formats in turn, one for each seed, until `goesOn` says no. Prints nothing. */
export function fuzz(grammar: Grammar, seed: number, goesOn: (documents: number) => boolean): FuzzResult {
  const faults: Fault[] = [];
  let documents = 0;
  let next = seed;
  for (; goesOn(documents) && faults.length < mostFaults; next++) {
    const format = formats[next % formats.length];
    if (format === undefined) break;
    const random = randomFrom(next);
    const bench = new Workbench(someProject(format, random), grammar, format);
    for (let step = 0; step < edits; step++) {
      documents++;
      const fault = edited(bench, random);
      if (fault !== undefined) faults.push({ format: format.id, seed: next, ...fault });
      // After a crash the memory of earlier edits is not what the next comparison is about.
      if (fault?.kind === "crash") break;
    }
  }
  return { documents, faults, next };
}

function edited(bench: Workbench, random: Random): Omit<Fault, "format" | "seed"> | undefined {
  const path = random.pick([...bench.files.keys()]);
  const before = bench.files.get(path) ?? "";
  const text = random.below(8) === 0 ? someStatements(random) : change(before, random);
  const start = process.cpuUsage();
  try {
    bench.edit(path, text);
    if (random.below(10) === 0) bench.configure({ ...settings, rules: { "drops-table": "info" } });
    const { user, system } = process.cpuUsage(start);
    const spent = (user + system) / 1000;
    if (spent > slow) return { kind: "slow", path, text, detail: `${Math.round(spent)} ms` };
    const [remembered, fresh] = [bench.remembered(), bench.fresh()];
    if (isDeepStrictEqual(remembered, fresh)) return undefined;
    const detail = `before the edit: ${JSON.stringify(before)}; ${firstDifference(remembered, fresh)}`;
    return { kind: "differs", path, text, detail };
  } catch (error) {
    return {
      kind: "crash",
      path,
      text,
      detail: error instanceof Error ? (error.stack ?? "") : String(error),
    };
  }
}

/** Where two versions of an analysis differ first. */
function firstDifference(remembered: unknown, fresh: unknown): string {
  const [one, other] = [remembered, fresh].map((each) => JSON.stringify(each, undefined, 1).split("\n"));
  const line = one?.findIndex((each, index) => each !== other?.[index]) ?? 0;
  const near = (lines: readonly string[] = []): string =>
    lines.slice(Math.max(0, line - 6), line + 8).join(" ");
  return `remembered: ${near(one)}; afresh: ${near(other)}`;
}
