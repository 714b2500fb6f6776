import type { Catalog } from "../catalog.ts";
import { compareCatalogs, type ComparisonOptions, type Difference } from "./compareCatalogs.ts";
import { describe } from "./describe.ts";

/**
 * Compares each catalog of a history with what a database has, so that the results can be held against each other: what
 * one of them only assumes to be there, and so hides the parts of, shows in none of them.
 */
export function compareStates(
  states: readonly Catalog[],
  live: Catalog,
  options: ComparisonOptions,
): readonly (readonly Difference[])[] {
  const [assumed, known] = [new Set<string>(), new Set<string>()];
  for (const state of states)
    for (const each of describe(state, options.major, undefined).values())
      (each.assumed === true ? assumed : known).add(each.key);
  if (assumed.size === 0) return states.map((state) => compareCatalogs(state, live, options));
  const leaves: ComparisonOptions["leaves"] = ({ key, within }) =>
    assumed.has(key) || (!known.has(key) && within.some((part) => assumed.has(part)));
  return states.map((state) => compareCatalogs(state, live, { ...options, leaves }));
}
