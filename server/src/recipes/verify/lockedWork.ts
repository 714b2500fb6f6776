import type { Lock, Work } from "../../interpret/effects.ts";
import { atLeast } from "../../interpret/locks.ts";
import { HeldLocks } from "../../timeline/held.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Passed } from "./passage.ts";

/** Work on a relation that a plan's statement does while it, or an earlier one, keeps writers waiting. */
export interface LockedWork {
  readonly at: Passed;
  readonly work: Work;
  readonly lock: Lock;
  /** True where the lock is left over from an earlier file, since the tool runs all in one transaction. */
  readonly fromBefore: boolean;
}

/** The first such work; `isOwn` tells the plan's statements from the user's. */
export function lockedWork(
  passed: readonly Passed[],
  isOwn: (each: Passed) => boolean,
): LockedWork | undefined {
  const before = new Map<number, HeldLocks>();
  for (const at of passed) {
    for (const [major, entry] of at.entries) {
      const kept = before.get(major) ?? HeldLocks.none;
      const found = isOwn(at) ? workUnder(entry, kept) : undefined;
      if (found !== undefined) return { at, ...found };
      if (at.section.transaction === "all-pending") before.set(major, kept.and(entry.effects.locks));
    }
  }
  return undefined;
}

function workUnder({ effects, held }: TimelineEntry, kept: HeldLocks): Omit<LockedWork, "at"> | undefined {
  for (const work of effects.work) {
    // Nobody writes to a materialized view, so what lets its readers go on stops nobody.
    const least = work.relation.kind === "materialized-view" ? "ACCESS EXCLUSIVE" : "SHARE";
    const blocks = ({ relation, mode }: Lock): boolean =>
      relation.id === work.relation.id && atLeast(mode, least);
    const lock = [...effects.locks, ...held].find(blocks);
    if (lock !== undefined) return { work, lock, fromBefore: false };
    const earlier = kept.find(blocks);
    if (earlier !== undefined) return { work, lock: earlier, fromBefore: true };
  }
  return undefined;
}
