import type { Major } from "../../interpret/target.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { FoldedMigration, FoldedSection } from "../history.ts";
import type { PlannedProject } from "../planning.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
import { leftInWords } from "../../catalog/differences/leftInWords.ts";
import { goesBack, downFor, type Grade } from "./downFor.ts";

/** What going back from a migration is worth. */
export interface Rollback {
  readonly grade: Grade;
  /** Whether the migration has a down section; where not, it is the best one that is graded. */
  readonly down: "written" | "missing";
  /** Data that does not come back. */
  readonly lost: readonly string[];
  /** What of the catalog stays other than it was. */
  readonly left: readonly string[];
}

/** Grades the down of a migration; undefined where there is nothing to take back. */
export function rollbackOf(migration: FoldedMigration, planned: PlannedProject): Rollback | undefined {
  const best = downFor(migration, planned);
  if ("refused" in best) return undefined;
  const words = (wanted: string): readonly string[] =>
    best.remarks.filter(({ kind }) => kind === wanted).map((each) => each.words);
  const isWritten = goesBack(migration);
  const left = isWritten ? leftByDown(migration, planned) : words("left");
  const lost = words("lost");
  const grade = left.length > 0 ? "irreversible" : lost.length > 0 ? "lossy" : "reversible";
  return { grade, down: isWritten ? "written" : "missing", lost, left };
}

/** What the migration's own down leaves: what it fails at, and what is not as it was before the up. */
function leftByDown({ sections, before }: FoldedMigration, { grammar }: PlannedProject): readonly string[] {
  const downs = sections.filter(({ direction }) => direction === "down");
  const failing = downs.flatMap((section) => failuresOf(section));
  const last = downs.at(-1);
  const end = new Map<Major, Catalog>(
    [...(last?.timelines ?? [])].map(([major, timeline]) => [major, timeline.end]),
  );
  const different = differencesBetween(before, end, grammar).map(leftInWords);
  return [...new Set([...failing, ...different])];
}

function failuresOf({ statements }: FoldedSection): readonly string[] {
  return statements.flatMap(({ statement, entries }) => {
    const { problem, later } = statement;
    if (problem !== undefined && later === undefined)
      return [`the down section cannot be run (${problem.message.replace(/\.$/u, "")})`];
    const fails = [...entries.values()]
      .map(({ effects }) => effects.fails)
      .find((each) => each?.when === "always" || each?.when === "if-rows");
    const when = fails?.when === "if-rows" ? " where there are rows" : "";
    return fails === undefined
      ? []
      : [`the down section fails${when} (${fails.message}): ${statement.text};`];
  });
}
