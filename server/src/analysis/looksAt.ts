import type { CollectionName, Patch } from "../catalog/collections.ts";
import { collectionsOf } from "../catalog/catalog.ts";
import type { SectionAnalysis } from "./analysis.ts";

/** The entries of the catalog that somebody looks at or changes; `undefined` for a collection as a whole. */
type Slots = ReadonlyMap<CollectionName, ReadonlySet<string | undefined>>;

const slotsBySection = new WeakMap<SectionAnalysis, Slots>();

/** Whether any statement of a section looks at or changes one of these entries. */
export function looksAt(section: SectionAnalysis, delta: Patch): boolean {
  const slots = slotsBySection.get(section) ?? slotsOf(section);
  slotsBySection.set(section, slots);
  for (const collection of collectionsOf(delta)) {
    const own = slots.get(collection);
    if (own === undefined) continue;
    if (own.has(undefined) || haveCommon(own, delta[collection])) return true;
  }
  return false;
}

/** Goes through the smaller of the two. */
function haveCommon(own: ReadonlySet<string | undefined>, changed: Patch[CollectionName]): boolean {
  if (changed === undefined) return false;
  if (own.size < changed.size) {
    for (const key of own) if (key !== undefined && changed.has(key)) return true;
    return false;
  }
  for (const key of changed.keys()) if (own.has(key)) return true;
  return false;
}

function slotsOf({ timelines }: SectionAnalysis): Slots {
  const slots = new Map<CollectionName, Set<string | undefined>>();
  const note = (collection: CollectionName, key: string | undefined): void => {
    const own = slots.get(collection);
    if (own === undefined) slots.set(collection, new Set([key]));
    else own.add(key);
  };
  for (const { entries } of new Set(timelines.values()))
    for (const { outcome } of entries) {
      for (const { collection, key } of outcome.reads) note(collection, key);
      for (const { collection, key } of outcome.changes) note(collection, key);
    }
  return slots;
}
