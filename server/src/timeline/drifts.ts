import type { Catalog } from "../catalog/catalog.ts";
import type { Patch } from "../catalog/collections.ts";
import { noDelta } from "../catalog/delta.ts";

/** How the catalog at a place changed from the one that was there before; what follows goes on from it. */
const drifts = new WeakMap<Catalog, { readonly from: Catalog; readonly delta: Patch }>();

export function noteDrift(from: Catalog, to: Catalog, delta: Patch): void {
  if (from !== to) drifts.set(to, { from, delta });
}

/** Undefined where that is not known. */
export function driftFrom(from: Catalog, to: Catalog): Patch | undefined {
  if (from === to) return noDelta;
  const known = drifts.get(to);
  return known?.from === from ? known.delta : undefined;
}
