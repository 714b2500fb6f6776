import type { Catalog } from "../../catalog/catalog.ts";
import type { Surprise } from "../effects.ts";
import { shownName } from "../effectsRecorder.ts";
import type { Execution } from "../execution.ts";
import type { RelationChange, Surprising } from "./change.ts";
import { columnSurprises } from "./columns.ts";
import { constraintSurprises } from "./constraints.ts";
import { indexRenamed } from "./indexes.ts";
import { integerSequences } from "./sequences.ts";
import { storedByOldFunction } from "./storedValues.ts";
import { emptyAfterCrash } from "./unlogged.ts";
import { viewSurprises } from "./views.ts";

const kinds: readonly ((change: RelationChange) => readonly Surprising[])[] = [
  columnSurprises,
  constraintSurprises,
  indexRenamed,
  integerSequences,
  viewSurprises,
  emptyAfterCrash,
];

/**
 * What nobody sees in the statement, though nothing fails. As in `breakages.ts` nothing here asks which statement it
 * was: the catalogs before and after tell.
 */
export function surprisesOf(before: Catalog, execution: Execution): readonly Surprise[] {
  const found = new Set<string>();
  for (const { collection, key } of execution.edit.changes) if (collection === "relation") found.add(key);
  const ofRelations = [...found].flatMap((id) => {
    const now = execution.edit.get("relation", id);
    if (now === undefined || now.persistence === "temporary" || now.open === true) return [];
    const old = before.get("relation", id);
    const relation = shownName(old ?? now);
    return kinds.flatMap((kind) =>
      kind({ before, execution, old, now }).map((surprise) => ({ relation, ...surprise })),
    );
  });
  return [...ofRelations, ...storedByOldFunction(before, execution)];
}
