import type { Catalog } from "../catalog/catalog.ts";
import { sessionSetting } from "../catalog/settings.ts";
import type { Major } from "../interpret/target.ts";
import type { TimelineEntry } from "../timeline/entry.ts";

type Entries = ReadonlyMap<Major, TimelineEntry>;

/**
 * One entry for all majors on which the statement does the same, though what it does not look at may differ there: who
 * asks each entry need not ask that one again. The very map where there is nothing to put together.
 */
export function oneForAlike(entries: Entries): Entries {
  const found: TimelineEntry[] = [];
  let isOther = false;
  const put = new Map<Major, TimelineEntry>();
  for (const [major, entry] of entries) {
    const known = found.find((each) => each === entry || doesTheSame(each, entry));
    if (known === undefined) found.push(entry);
    else if (known !== entry) isOther = true;
    put.set(major, known ?? entry);
  }
  return isOther ? put : entries;
}

/** Whether all that the rules for one statement look at is the same. */
export function doesTheSame(before: TimelineEntry, now: TimelineEntry): boolean {
  return (
    before.outcome === now.outcome &&
    before.effects === now.effects &&
    before.held === now.held &&
    before.ifTogether === now.ifTogether &&
    before.transaction.open === now.transaction.open &&
    before.transaction.explicit === now.transaction.explicit &&
    haveSameSettings(before.before, now.before)
  );
}

/** What rules for one statement ask of the session, whether or not the statement itself has asked. */
const asked = ["lock_timeout", "statement_timeout", "timezone"] as const;

function haveSameSettings(before: Catalog, now: Catalog): boolean {
  if (before === now) return true;
  return asked.every((name) => sessionSetting(before, name) === sessionSetting(now, name));
}
