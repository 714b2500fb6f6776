import type { CollectionName, Patch } from "../catalog/collections.ts";
import { collectionsOf } from "../catalog/catalog.ts";
import type { SectionAnalysis } from "./analysis.ts";

/** The entries of the catalog that somebody looks at or changes; `undefined` for a collection as a whole. */
type Slots = ReadonlyMap<CollectionName, ReadonlySet<string | undefined>>;

const slotsBySection = new WeakMap<SectionAnalysis, Slots | undefined>();

/** Whether any statement of a section looks at or changes one of these entries. */
export function looksAt(section: SectionAnalysis, delta: Patch): boolean {
  if (!slotsBySection.has(section)) slotsBySection.set(section, slotsOf(section));
  const slots = slotsBySection.get(section);
  if (slots === undefined) return true;
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

/** Undefined where what a statement looks at is not known as a whole: it was followed in one of two ways. */
function slotsOf({ timelines }: SectionAnalysis): Slots | undefined {
  const slots = new Map<CollectionName, Set<string | undefined>>();
  const note = (collection: CollectionName, key: string | undefined): void => {
    const own = slots.get(collection);
    if (own === undefined) slots.set(collection, new Set([key]));
    else own.add(key);
  };
  for (const { entries } of new Set(timelines.values()))
    for (const { outcome, ifTogether } of entries) {
      if (ifTogether !== undefined) return undefined;
      for (const { collection, key } of outcome.reads) note(collection, key);
      for (const { collection, key } of outcome.changes) {
        note(collection, key);
        // What a search path finds hangs on the schemas that are there, and rules ask that of what a section sets.
        if (collection === "setting" || collection === "localSetting") note("schema", undefined);
      }
    }
  return slots;
}
