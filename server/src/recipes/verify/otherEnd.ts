import { compareCatalogs, type Difference } from "../../catalog/differences/compareCatalogs.ts";
import type { Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { Catalogs } from "../history.ts";

/** In what catalogs differ that should be the same, with the first major on which they do. */
export function differencesBetween(
  expected: Catalogs,
  found: Catalogs,
  grammar: Grammar,
): readonly Difference[] {
  for (const [major, catalog] of expected) {
    const other = found.get(major);
    if (other === undefined || other === catalog) continue;
    const differences = compareCatalogs(catalog, other, {
      major,
      related: true,
      print: (node) => printExpression(node, grammar),
    });
    if (differences.length > 0) return differences;
  }
  return [];
}

/** What differs from both of two acceptable ends. */
export function differencesFromBoth(
  one: Catalogs,
  other: Catalogs,
  found: Catalogs,
  grammar: Grammar,
): readonly Difference[] {
  for (const major of found.keys()) {
    const first = differencesBetween(only(one, major), only(found, major), grammar);
    if (first.length === 0) continue;
    const second = new Set(differencesBetween(only(other, major), only(found, major), grammar).map(keyOf));
    const both = first.filter((each) => second.has(keyOf(each)));
    if (both.length > 0) return both;
  }
  return [];
}

function only(catalogs: Catalogs, major: Major): Catalogs {
  const catalog = catalogs.get(major);
  return new Map(catalog === undefined ? [] : [[major, catalog]]);
}

function keyOf({ kind, name, property }: Difference): string {
  return `${kind}\n${name}\n${property ?? ""}`;
}
