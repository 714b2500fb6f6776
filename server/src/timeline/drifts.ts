import type { Catalog } from "../catalog/catalog.ts";
import type { Patch } from "../catalog/collections.ts";
import { deltaBetween, noDelta, slotsOf } from "../catalog/delta.ts";

/** How a catalog differs from one that was at the same place before. */
interface Drift {
  readonly from: Catalog;
  readonly delta: Patch;
}

interface Noted extends Drift {
  /** The same from the catalog that what follows still stands on, where it has not gone along yet. */
  readonly behind: Drift | undefined;
  /** Whether what follows has gone on from here. */
  followed: boolean;
}

/**
 * How the catalog at a place changed from the one that was there before; what follows goes on from it. Only the last
 * version is known, and where the analysis was broken off before it came to what follows, the one that that stands on:
 * older ones must be forgotten, or every keystroke of a session would stay in memory.
 */
const drifts = new WeakMap<Catalog, Noted>();

export function noteDrift(from: Catalog, to: Catalog, delta: Patch): void {
  // Majors that come to the same catalog note it once each.
  if (from === to || drifts.get(to)?.from === from) return;
  const last = drifts.get(from);
  drifts.delete(from);
  const base = last === undefined || last.followed ? undefined : (last.behind ?? last);
  drifts.set(to, { from, delta, behind: sinceBase(base, to, delta), followed: false });
}

/** Undefined where that is not known. */
export function driftFrom(from: Catalog, to: Catalog): Patch | undefined {
  if (from === to) return noDelta;
  const known = drifts.get(to);
  if (known === undefined) return undefined;
  const found = known.from === from ? known : known.behind;
  if (found?.from !== from) return undefined;
  known.followed = true;
  return found.delta;
}

function sinceBase(base: Drift | undefined, to: Catalog, delta: Patch): Drift | undefined {
  if (base === undefined) return undefined;
  const { from } = base;
  if (from === to) return { from, delta: noDelta };
  return { from, delta: deltaBetween(to, from, [...slotsOf(base.delta), ...slotsOf(delta)]) };
}
