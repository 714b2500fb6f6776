import type { Effects, Lock, Work } from "../../interpret/effects.ts";
import { isTable } from "../../catalog/relations.ts";
import { atLeast, lockModes } from "../../interpret/locks.ts";
import type { LockMode } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { inWords, observedInWords } from "./agreement.ts";
import type { Observation } from "./observation.ts";

/** What a server did, or its error alone where nothing could be watched (`locks` and `work` are unknown then). */
export type Seen =
  | {
      readonly watched: true;
      readonly observation: Observation;
      /** True where it was watched while it waited: what it locks after that was not seen. */
      readonly heldUp?: true;
    }
  | { readonly watched: false; readonly error: Observation["error"] };

/** How prediction and observation of one statement differ; empty where they agree. */
export interface Difference {
  /** Lines that only the prediction has. */
  readonly predicted: readonly string[];
  /** Lines that only the server gave. */
  readonly observed: readonly string[];
}

/** Holds a statement's prediction against what the server did, without the locks that were held before it. */
export function compareEntry(entry: TimelineEntry, seen: Seen): Difference {
  const effects = { ...entry.effects, locks: newLocks(entry) };
  if (!seen.watched) return compareErrors(effects, seen.error);
  const held = perhapsHeld(entry);
  const counts = (text: string): boolean => !isUpTo(text, held);
  // Without rows a relation is locked less strongly, or not at all.
  const perhaps = effects.locks.filter(({ ifRows }) => ifRows === true);
  const observed = observedInWords(seen.observation).filter(counts);
  const may = mayStayUnlocked(entry);
  const withRows = linesWithRows(effects);
  const predicted = inWords(effects, seen.observation).filter(
    (line) =>
      counts(line) &&
      (observed.includes(line) || !(mayBeMissing(line, may) || withRows.has(line) || isUnseen(line, seen))),
  );
  if (failsByRows(effects, seen.observation.error)) return { predicted: [], observed: [] };
  return {
    predicted: [
      ...withMessage(
        predicted.filter((line) => !observed.includes(line)),
        effects.fails?.message,
      ),
    ],
    observed: [
      ...withMessage(
        observed.filter((line) => !predicted.includes(line) && !isUpTo(line, perhaps)),
        seen.observation.error?.message,
      ),
    ],
  };
}

/** Of a statement that was held up, locks on indexes and partitions come after the wait. */
function isUnseen(line: string, { heldUp }: Extract<Seen, { watched: true }>): boolean {
  return heldUp === true && lockModes.some((mode) => line.endsWith(` ${mode}`));
}

/** Rows may violate several rules; which of them is found first, they decide. */
function failsByRows({ fails }: Effects, error: { readonly sqlstate: string } | undefined): boolean {
  return fails !== undefined && fails.when !== "always" && error?.sqlstate.startsWith("23") === true;
}

function mayBeMissing(line: string, relations: ReadonlySet<string>): boolean {
  return routed.some((mode) => line.endsWith(` ${mode}`) && relations.has(line.slice(0, -mode.length - 1)));
}

/** What queries and changes of rows take on partitions. */
const routed: readonly LockMode[] = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE"];

/**
 * Relations that need not be locked: which partitions a query or a row change comes to, the rows decide, and whether
 * the tables above a partition are opened for its bound, the session's cache.
 */
function mayStayUnlocked(entry: TimelineEntry): ReadonlySet<string> {
  const { locks } = entry.outcome.effects;
  const tables = locks.filter(({ relation, mode }) => {
    const table = entry.before.get("relation", relation.id);
    if (!isTable(table)) return false;
    return table.bound !== undefined || (table.kind === "partitioned-table" && mode === "ACCESS SHARE");
  });
  return new Set(tables.map(({ relation }) => relation.name));
}

/** What was locked before only if there were rows may be held or not, so that locking it now tells nothing. */
function perhapsHeld({ held }: TimelineEntry): readonly Lock[] {
  return held.filter(({ ifRows }) => ifRows === true);
}

/** Whether a line is one of these locks, or a weaker one on its relation. */
function isUpTo(line: string, locks: readonly Lock[]): boolean {
  return locks.some((lock) =>
    lockModes.some((mode) => atLeast(lock.mode, mode) && line === `${lock.relation.name} ${mode}`),
  );
}

/** The lines of what comes with rows alone, which may be missing. */
function linesWithRows({ locks, work }: Effects): ReadonlySet<string> {
  const perhaps = ({ ifRows }: Lock | Work): boolean => ifRows === true;
  return new Set([
    ...locks.filter(perhaps).map(({ relation, mode }) => `${relation.name} ${mode}`),
    ...work.filter(perhaps).map(({ relation, kind }) => `${kind} of ${relation.name}`),
  ]);
}

function compareErrors(
  { fails }: Effects,
  error: { readonly sqlstate: string; readonly message: string } | undefined,
): Difference {
  const certain = fails?.when === "always" || error !== undefined ? fails : undefined;
  if (certain?.sqlstate === error?.sqlstate) return { predicted: [], observed: [] };
  return {
    predicted: certain === undefined ? [] : [`error ${certain.sqlstate}: ${certain.message}`],
    observed: error === undefined ? [] : [`error ${error.sqlstate}: ${error.message}`],
  };
}

/** The locks without those held before: the observer reports one where the strongest mode on the relation changed. */
export function newLocks({ effects, held }: TimelineEntry): Effects["locks"] {
  return effects.locks.filter((lock) => !held.has(lock));
}

function withMessage(lines: readonly string[], message: string | undefined): readonly string[] {
  return lines.map((line) =>
    line.startsWith("error ") && message !== undefined ? `${line}: ${message}` : line,
  );
}
