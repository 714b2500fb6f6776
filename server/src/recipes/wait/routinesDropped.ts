import type { Routine } from "../../catalog/functions.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/** The functions and procedures that are gone behind a statement, as they were before it. */
export function routinesDropped({ before, outcome }: TimelineEntry): readonly Routine[] {
  return outcome.changes.flatMap(({ collection, key, value }) => {
    const isGone = collection === "function" && value === undefined;
    return (isGone ? before.get("function", key) : undefined) ?? [];
  });
}
