import { displayName } from "../../catalog/ids.ts";
import type { View } from "../../catalog/relations.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { RecipeFacts } from "../recipe.ts";
import { catalogOf } from "./subject.ts";

/** In what views would not be as they were after what drops them and makes them again, beside the types of columns. */
export function viewDifference(
  entries: readonly TimelineEntry[],
  views: readonly View[],
  facts: RecipeFacts,
): string | undefined {
  const [major] = facts.majors;
  const before = catalogOf(facts);
  const after = entries.at(-1)?.after;
  if (major === undefined || before === undefined || after === undefined) return "The views are not known.";
  const names = views.map(displayName);
  const found = differencesBetween(new Map([[major, before]]), new Map([[major, after]]), facts.grammar).find(
    ({ name, property }) =>
      property !== "type" && names.some((view) => name === view || name.startsWith(`${view}.`)),
  );
  if (found === undefined) return undefined;
  const what = found.property === undefined ? "" : ` in its ${found.property}`;
  return `Made again, the ${found.kind} ${found.name} would not be as it was${what}. Write its definition by hand.`;
}
