import { isTable } from "../../catalog/relations.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Breakage } from "../../interpret/effects.ts";
import type { Passed } from "./passage.ts";

/** A statement of the plan after which a trigger fails the writes of its table. */
export interface StoppedWrites {
  readonly at: Passed;
  readonly breakage: Breakage;
}

/**
 * The first such statement, where what stands in the same section does not mend it: the project as it stands may do the
 * same, but there it shows at once, and here only as the rollout is finished.
 */
export function stoppedWrites(
  passed: readonly Passed[],
  isOwn: (each: Passed) => boolean,
): StoppedWrites | undefined {
  for (const at of passed) {
    if (!isOwn(at)) continue;
    const last = passed.findLast(({ section }) => section === at.section);
    for (const [major, { effects, after }] of at.entries) {
      const end = last?.entries.get(major)?.after;
      const breakage = effects.breaks.find(
        (each) =>
          each.code === "old-code-writes-stopped" &&
          each.stopped?.fails !== undefined &&
          fired(after, each) === fired(end, each),
      );
      if (breakage !== undefined) return { at, breakage };
    }
  }
  return undefined;
}

/** What the trigger does, and to which columns. */
function fired(catalog: Catalog | undefined, { relation, part }: Breakage): string {
  const table = catalog?.get("relation", relation.id);
  const trigger = isTable(table) ? table.triggers.find(({ name }) => name === part) : undefined;
  if (!isTable(table) || trigger?.function === undefined) return "";
  const body = catalog?.get("function", trigger.function)?.body;
  return JSON.stringify([body, trigger.enabled, table.columns.map(({ name }) => name)]);
}
