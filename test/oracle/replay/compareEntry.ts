import type { Effects } from "../../../server/src/interpret/effects.ts";
import { atLeast } from "../../../server/src/interpret/locks.ts";
import type { TimelineEntry } from "../../../server/src/timeline/timeline.ts";
import { inWords, observedInWords } from "../agreement.ts";
import type { Seen } from "./sender.ts";

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
  const predicted = inWords(effects, seen.observation);
  const observed = observedInWords(seen.observation);
  return {
    predicted: [
      ...withMessage(
        predicted.filter((line) => !observed.includes(line)),
        effects.fails?.message,
      ),
    ],
    observed: [
      ...withMessage(
        observed.filter((line) => !predicted.includes(line)),
        seen.observation.error?.message,
      ),
    ],
  };
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

/** The observer reports a lock where the strongest mode on the relation changed. */
function newLocks({ effects, held }: TimelineEntry): Effects["locks"] {
  const before = new Map(held.map((lock) => [lock.relation.id, lock.mode]));
  return effects.locks.filter(({ relation, mode }) => {
    const known = before.get(relation.id);
    return known === undefined || !atLeast(known, mode);
  });
}

function withMessage(lines: readonly string[], message: string | undefined): readonly string[] {
  return lines.map((line) =>
    line.startsWith("error ") && message !== undefined ? `${line}: ${message}` : line,
  );
}
