import { atLeast } from "../../interpret/locks.ts";
import { waitIsLimited } from "../../timeline/lockWait.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Passed } from "./passage.ts";

/**
 * The first statement that stops its table's users without a limit of its wait: one of the plan's, or one that was
 * limited in the project as it stands. A limit is lost where a tool sends the new text in another way than the old.
 */
export function unlimitedWait(original: readonly Passed[], rewritten: readonly Passed[]): Passed | undefined {
  const known = new Set(original.filter(waits).map(keyOf));
  return rewritten.find((each) => waits(each) && !known.has(keyOf(each)));
}

function waits({ entries }: Passed): boolean {
  return [...entries.values()].some(waitsUnlimited);
}

function waitsUnlimited(entry: TimelineEntry): boolean {
  const { waits: others, locks } = entry.effects;
  if (others.length > 0 || waitIsLimited(entry)) return false;
  return locks.some(({ mode }) => atLeast(mode, "SHARE"));
}

function keyOf({ statement, section }: Passed): string {
  return `${section.direction} ${statement.text}`;
}
