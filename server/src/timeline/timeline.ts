import type { Catalog, Patch } from "../catalog/catalog.ts";
import { driftAfter, noDrift } from "../catalog/drift.ts";
import type { Effects, Lock } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Major } from "../interpret/target.ts";
import type { Statement } from "../sql/statement.ts";
import { Fold } from "./fold.ts";
import { forget, forgetLocalSettings, type TransactionMode, type TransactionState } from "./transaction.ts";

/** One statement in its section, on one server version. */
export interface TimelineEntry {
  readonly statement: Statement;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly outcome: Outcome;
  /** What it does to relations that existed before its transaction; what it does to newer ones disturbs nobody. */
  readonly effects: Effects;
  /** Locks on such relations that earlier statements of the same transaction took and that are still held. */
  readonly held: readonly Lock[];
  /** The transaction it runs in. */
  readonly transaction: TransactionState;
}

/** The statements of one section, in order, on one server version. */
export interface Timeline {
  readonly major: Major;
  readonly mode: TransactionMode;
  /** The catalog before the section; what is not in it was created by the migration itself. */
  readonly start: Catalog;
  readonly end: Catalog;
  readonly entries: readonly TimelineEntry[];
}

export interface TimelineInput {
  readonly mode: TransactionMode;
  readonly statements: readonly Statement[];
  readonly major: Major;
  readonly timeZone: string;
  /** The tool sends the statements one by one, not as one string. */
  readonly splits?: boolean;
  /** False where the history is known to begin with an empty database; true by default. */
  readonly assumesMissing?: boolean;
}

/** How the end of a section drifted from the end that its earlier version had; the next section goes on from it. */
const drifts = new WeakMap<Catalog, { readonly from: Catalog; readonly drift: Patch }>();

/**
 * Folds a section's statements over a catalog. With the timeline of an earlier version of the same section, what
 * did not change is taken from there: statements in front of the edit as they are, those behind it too, as far as
 * they looked at nothing that the edit made different.
 */
export function foldSection(start: Catalog, input: TimelineInput, previous?: Timeline): Timeline {
  const { statements, major, mode } = input;
  const fold = new Fold(start, input, previous === undefined ? undefined : driftFrom(previous.start, start));
  const old = previous?.entries ?? [];
  const { prefix, suffix } = aligned(statements, old);
  for (const entry of old.slice(0, prefix)) fold.again(entry);
  const replaced = old.slice(prefix, old.length - suffix);
  const replacing = statements.slice(prefix, statements.length - suffix);
  if (replaced.length + replacing.length > 0) {
    fold.replace(replacing, replaced, old[old.length - suffix]?.before ?? previous?.end ?? start);
  }
  for (const entry of old.slice(old.length - suffix)) fold.again(entry);
  const { end, drift } = ended(fold, mode);
  if (previous !== undefined && drift !== undefined && end !== previous.end) {
    drifts.set(end, { from: previous.end, drift });
  }
  return { major, mode, start, end, entries: fold.entries };
}

/** Up to how many statements a section's catalogs rest; a long file is being read or edited as a whole. */
const longestResting = 64;

/** Says that a section's catalogs will hardly be asked again, so that they need not stay in memory. */
export function restCatalogs({ entries }: Timeline): void {
  if (entries.length > longestResting) return;
  for (const { before, after, outcome } of entries) after.rest(before, outcome.changes);
}

/** The transaction ends with its file, and with it what SET LOCAL set, unless the next file is in it too. */
function ended({ catalog, drift }: Fold, mode: TransactionMode): { end: Catalog; drift: Patch | undefined } {
  if (mode === "all-pending") return { end: catalog, drift };
  const settings = [...(drift?.localSetting?.keys() ?? [])];
  return {
    end: catalog.apply(forgetLocalSettings(catalog)),
    drift: drift === undefined ? undefined : driftAfter(drift, forget(settings)),
  };
}

function driftFrom(from: Catalog, to: Catalog): Patch | undefined {
  if (from === to) return noDrift;
  const known = drifts.get(to);
  return known?.from === from ? known.drift : undefined;
}

/** How many statements at the start and at the end are the same as before. */
function aligned(
  statements: readonly Statement[],
  old: readonly TimelineEntry[],
): { readonly prefix: number; readonly suffix: number } {
  const shorter = Math.min(statements.length, old.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix]?.statement === statements[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix)?.statement === statements.at(-1 - suffix)) suffix++;
  return { prefix, suffix };
}
