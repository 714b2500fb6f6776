import type { Catalog } from "../catalog/catalog.ts";
import type { CollectionName } from "../catalog/collections.ts";
import type { Slot } from "../catalog/delta.ts";
import { compareCatalogs, type Difference } from "../catalog/differences/compareCatalogs.ts";
import { displayName, isAssumed, nameKey } from "../catalog/ids.ts";
import type { Major } from "../interpret/target.ts";
import type { DownDifference } from "../rules/rule.ts";
import type { Timeline } from "../timeline/entry.ts";
import type { SectionAnalysis } from "./analysis.ts";
import type { Catalogs } from "./input.ts";

/** A way up and down that several majors have in common. */
interface Way {
  readonly majors: Major[];
  readonly before: Catalog;
  readonly timelines: readonly Timeline[];
}

/**
 * In what the catalog after all sections of a migration, the down ones last, differs from the one before it; nothing where
 * that is not known.
 */
export function leftByDown(
  sections: readonly SectionAnalysis[],
  before: Catalogs,
): readonly DownDifference[] {
  const found = new Map<string, { readonly difference: Difference; readonly majors: Major[] }>();
  for (const way of waysOf(sections, before))
    for (const difference of differencesOf(way)) {
      const key = [difference.change, difference.kind, difference.name, difference.property].join("\n");
      const known = found.get(key) ?? { difference, majors: [] };
      known.majors.push(...way.majors);
      found.set(key, known);
    }
  return [...found.values()];
}

/** Majors on which the same is done have the very same timelines. */
function waysOf(sections: readonly SectionAnalysis[], catalogs: Catalogs): readonly Way[] {
  const ways: Way[] = [];
  for (const [major, before] of catalogs) {
    const timelines = sections.flatMap((section) => section.timelines.get(major) ?? []);
    const same = ways.find(
      (way) => way.before === before && way.timelines.every((each, index) => each === timelines[index]),
    );
    if (same === undefined) ways.push({ majors: [major], before, timelines });
    else same.majors.push(major);
  }
  return ways;
}

function differencesOf({ majors: [major], before, timelines }: Way): readonly Difference[] {
  const end = timelines.at(-1)?.end;
  if (major === undefined || end === undefined || before === end) return [];
  const among: Slot[] = [];
  for (const timeline of timelines) {
    const slots = slotsOf(timeline);
    if (slots === undefined) return [];
    for (const slot of slots)
      if (end.get(slot.collection, slot.key) !== before.get(slot.collection, slot.key)) among.push(slot);
  }
  if (among.length === 0) return [];
  const tables = newTables(among, before, end);
  if (tables.length > mostTables) return tables;
  return compareCatalogs(before, end, { major, related: true, among, print: () => undefined });
}

/** Where more tables are left behind, it is those that are told, since the rest would be compared at every keystroke. */
const mostTables = 100;

function newTables(among: readonly Slot[], before: Catalog, end: Catalog): readonly Difference[] {
  const found = new Set(among.flatMap(({ collection, key }) => (collection === "relation" ? [key] : [])));
  return [...found].flatMap((key): Difference[] => {
    const table = end.get("relation", key);
    if (table?.kind !== "table" || table.persistence === "temporary" || isAssumed(table.id)) return [];
    if (before.get("relationName", nameKey(table)) !== undefined) return [];
    return [{ change: "unexpected", kind: "table", name: displayName(table) }];
  });
}

/** What a section may have made different; undefined where a statement of it fails or cannot be followed. */
function slotsOf({ entries }: Timeline): readonly Slot[] | undefined {
  const slots: Slot[] = [];
  for (const { statement, outcome } of entries) {
    const { notAnalysed, changes, effects } = outcome;
    if (statement.problem !== undefined || notAnalysed !== undefined) return undefined;
    if (effects.fails?.when === "always") return undefined;
    for (const change of changes) {
      // After a text that could not be followed, what there is cannot be told.
      if (change.collection === "uncertainName") return undefined;
      if (isDescribed(change)) slots.push(change);
    }
  }
  return slots;
}

const described: readonly CollectionName[] = ["schema", "relation", "type", "function", "other"];

/** The entries of dependents that are described are those of what belongs to an extension. */
function isDescribed({ collection, key }: Slot): boolean {
  if (collection === "dependents") return key.startsWith("object:extension ");
  return described.includes(collection);
}
