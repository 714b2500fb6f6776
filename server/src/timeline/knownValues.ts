import type { Change } from "../catalog/collections.ts";
import type { Outcome } from "../interpret/interpret.ts";
import { isEqual } from "./isEqual.ts";

/**
 * An outcome in which what the statement put into the catalog before, and puts there again, is the very object: who
 * looks at it sees that it is not new, so that an edit goes no further than it makes a difference.
 */
export function withKnownValues(own: Outcome, old: Outcome): Outcome {
  if (own === old || own.changes.length === 0) return own;
  const known = new Map(old.changes.map((change) => [slotOf(change), change]));
  const changes = own.changes.map((change) => {
    const before = known.get(slotOf(change));
    return before !== undefined && isEqual(before.value, change.value) ? before : change;
  });
  return changes.every(({ value }, index) => value === own.changes[index]?.value) ? own : { ...own, changes };
}

function slotOf({ collection, key }: Change): string {
  return `${collection} ${key}`;
}
