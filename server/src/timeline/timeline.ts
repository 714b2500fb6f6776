import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import type { Patch } from "../catalog/collections.ts";
import { deltaAfter } from "../catalog/delta.ts";
import { commonEnds } from "../sql/commonEnds.ts";
import { Across } from "./across.ts";
import { driftFrom, noteDrift } from "./drifts.ts";
import type { Timeline, TimelineInput } from "./entry.ts";
import { Fold } from "./fold.ts";
import { keepReaders, readersOf } from "./readers.ts";
import { endedBy, endingOf, endings, settingsLeft, type Settings } from "./session.ts";

/**
 * Folds a section's statements over a catalog. With the timeline of an earlier version of the same section, what
 * did not change is taken from there: statements in front of the edit as they are, those behind it too, as far as
 * they looked at nothing that the edit made different. `across` is handed to the fold of each major: what the same
 * statements did on the others holds here too, where they do not tell the majors apart.
 */
export function foldSection(
  start: Catalog,
  input: TimelineInput,
  previous?: Timeline,
  across = new Across(),
): Timeline {
  const { statements, mode } = input;
  const drift = previous === undefined ? undefined : driftFrom(previous.start, start);
  const readers = previous === undefined ? undefined : readersOf(previous);
  const fold = new Fold(start, input, drift, across, readers);
  const old = previous?.entries ?? [];
  const { prefix, suffix } = commonEnds(
    old,
    statements,
    (entry, statement) => entry?.statement === statement,
  );
  fold.again(old.slice(0, prefix));
  const replaced = old.slice(prefix, old.length - suffix);
  const replacing = statements.slice(prefix, statements.length - suffix);
  if (replaced.length + replacing.length > 0) {
    fold.replace(replacing, replaced, old[old.length - suffix]?.before ?? previous?.end ?? start);
  }
  fold.again(old.slice(old.length - suffix));
  const known = across.timeline(start, fold.entries);
  if (known !== undefined) return known;
  const settings = settingsLeft(fold.catalog, mode);
  const { end, delta } = ended(fold, input);
  if (previous !== undefined && delta !== undefined) noteDrift(previous.end, end, delta);
  const timeline = across.keep({ mode, start, end, entries: fold.entries, settings });
  keepReaders(timeline, readers);
  return timeline;
}

/**
 * Folds a section once more as it runs in a session in which earlier migrations left these settings. Statements that
 * look at none of them have the identical outcome.
 */
export function foldInSession(fresh: Timeline, input: TimelineInput, settings: Settings): Timeline {
  const start = fresh.start.apply(
    [...settings].map(([key, value]): Change => ({ collection: "setting", key, value })),
  );
  noteDrift(fresh.start, start, { setting: settings });
  return foldSection(start, input, fresh);
}

/** Up to how many statements a section's catalogs rest; a long file is being read or edited as a whole. */
const longestResting = 64;

/** Says that a section's catalogs will hardly be asked again, so that they need not stay in memory. */
export function restCatalogs({ entries }: Timeline): void {
  if (entries.length > longestResting) return;
  for (const { before, after, outcome } of entries) after.rest(before, outcome.changes);
}

/** The transaction ends with its file, and with it what SET LOCAL set, unless the next file is in it too. */
function ended(
  { catalog, delta }: Fold,
  { mode, endsSession = false }: TimelineInput,
): { end: Catalog; delta: Patch | undefined } {
  const ending = endingOf(mode, endsSession);
  if (ending === undefined) return { end: catalog, delta };
  return {
    end: endedBy(ending, catalog),
    delta: delta === undefined ? undefined : deltaAfter(delta, endings(ending, { delta })),
  };
}
