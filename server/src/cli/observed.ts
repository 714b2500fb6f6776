import type { Reported } from "../report/reported.ts";
import { keptObserved } from "../run/observe/kept.ts";
import type { ObservedMigration } from "../run/observe/observed.ts";
import type { Loaded } from "./load.ts";

/** What was seen of the migrations that a report is about. */
export function observedOf(
  reported: readonly Reported[],
  { projects }: Loaded,
): readonly ObservedMigration[] {
  return reported.flatMap(({ migrations }, index) =>
    [...migrations].flatMap(({ migration, sections }) => {
      const directions = new Set(sections.map(({ direction }) => direction));
      return [...directions].flatMap((direction) => {
        const kept = keptObserved(projects[index]?.folder ?? "", migration.version, direction);
        return kept === undefined ? [] : [kept];
      });
    }),
  );
}
