import type { Breakage } from "../interpret/effects.ts";
import type { RanStatement } from "../interpret/ranStatements.ts";
import type { TimelineEntry } from "./entry.ts";
import { onExisting } from "./effectsOnExisting.ts";
import { HeldLocks } from "./held.ts";

/** A statement of a body as if it stood where the one stands that runs the body. */
export interface InnerEntry {
  readonly ran: RanStatement;
  readonly entry: TimelineEntry;
}

const known = new WeakMap<TimelineEntry, readonly InnerEntry[]>();

/** The statements of the bodies that an entry's statement runs, each with the locks that those before it hold. */
export function innerEntries(outer: TimelineEntry): readonly InnerEntry[] {
  if (outer.outcome.inner === undefined || outer.effects.fails?.when === "always") return none;
  const found = known.get(outer) ?? entriesOf(outer);
  known.set(outer, found);
  return found;
}

const none: readonly InnerEntry[] = [];

/** Whom a body breaks is seen in its end: what it takes away it may give back. */
function nameOf({ code, relation, part = "" }: Breakage): string {
  return `${code} ${relation.id} ${part}`;
}

function entriesOf(outer: TimelineEntry): InnerEntry[] {
  const { before, held: outside, transaction: around, outcome } = outer;
  const { inner = [], alike } = outcome;
  const breaks = new Set(outer.effects.breaks.map(nameOf));
  let catalog = before;
  let held = outside;
  let { start } = around;
  return inner.flatMap((one) => {
    if (one === "commit") {
      held = HeldLocks.none;
      start = catalog;
      return [];
    }
    const { ran, changes, notAnalysed } = one;
    const transaction = { ...around, open: true, start, held };
    const alone = { effects: one.effects, changes, reads: [], notAnalysed, alike };
    const own = onExisting(one.effects, start);
    const effects = { ...own, breaks: own.breaks.filter((breakage) => breaks.has(nameOf(breakage))) };
    const after = catalog.apply(changes);
    const { statement } = ran;
    const base = { statement, before: catalog, after, held, transaction };
    const entry: TimelineEntry = { ...base, outcome: alone, effects, ifTogether: undefined };
    catalog = after;
    held = held.and(effects.locks);
    return [{ ran, entry }];
  });
}
