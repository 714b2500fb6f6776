import { atLeast } from "../../interpret/locks.ts";
import { waitIsLimited } from "../../timeline/lockWait.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Passed } from "./passage.ts";

/**
 * The first statement that stops its table's users without a limit of its wait: one of the plan's, or one that was
 * limited in the project as it stands. A limit is lost where a tool sends the new text in another way than the old.
 */
export function unlimitedWait(original: readonly Passed[], rewritten: readonly Passed[]): Passed | undefined {
  const known = new Set(original.filter((each) => !some(each, waitsLimited)).map(keyOf));
  return rewritten.find((each) => some(each, waitsUnlimited) && !known.has(keyOf(each)));
}

function some({ entries }: Passed, is: (entry: TimelineEntry) => boolean): boolean {
  return [...entries.values()].some(is);
}

function waitsUnlimited(entry: TimelineEntry): boolean {
  return stopsUsers(entry) && !waitIsLimited(entry);
}

/** What found nothing to lock has lost no limit where it finds something now. */
function waitsLimited(entry: TimelineEntry): boolean {
  return stopsUsers(entry) && waitIsLimited(entry);
}

function stopsUsers({ effects: { waits: others, locks } }: TimelineEntry): boolean {
  return others.length === 0 && locks.some(({ mode }) => atLeast(mode, "SHARE"));
}

function keyOf({ statement, section }: Passed): string {
  return `${section.direction} ${statement.text}`;
}
