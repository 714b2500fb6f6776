import type { AnalysedStatement, RuleContext } from "../rule.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { waitIsLimited } from "../../timeline/lockWait.ts";
import { holdsBlocking } from "./lockHolders.ts";
import { workOnOld } from "./affected.ts";

/**
 * Whether a statement keeps nobody waiting for long: its own wait for its locks is limited, nobody waits behind a lock
 * that was taken before, and it does no work while it has them.
 */
export function isBrief({ outer }: AnalysedStatement, entry: TimelineEntry, context: RuleContext): boolean {
  const { held, effects } = entry;
  // What a body has locked itself, it lets go of where it waits for too long.
  const before = outer === undefined ? [entry] : [...outer.entries.values()];
  const hasAll = (): boolean => effects.locks.every((lock) => held.has(lock));
  const holdsNothing = (): boolean => before.every((each) => !holdsBlocking(each, context));
  return waitIsLimited(entry) && (hasAll() || holdsNothing()) && workOnOld(entry, context).length === 0;
}
