import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import type { Scene } from "./scene.ts";
import { undoRelation } from "./undoRelation.ts";
import { dropParts } from "./undoTable.ts";
import { dropConstraints } from "./undoConstraints.ts";
import { nothing, type Undo, type Undoing } from "./undo.ts";

/**
 * A change of a relation that the down drops as a whole: only its name matters, and those of its parts that would
 * keep something from being dropped before it.
 */
export function undoMade(before: Relation, after: Relation, scene: Scene): Undoing {
  const { renames } = undoRelation(bare(before), bare(after), scene);
  const drops = isTable(before) && isTable(after) ? dropHolding(before, after, scene) : [];
  return { ...nothing, renames, drops };
}

function bare(relation: Relation): Relation {
  return isTable(relation)
    ? { ...relation, columns: [], constraints: [], triggers: [], policies: [], rules: [] }
    : relation.kind === "sequence" || "method" in relation
      ? relation
      : { ...relation, columns: [] };
}

/** Foreign keys to tables and triggers of functions that are newer than the table, and so are dropped first. */
function dropHolding(before: Table, after: Table, scene: Scene): readonly Undo[] {
  const { madeAt, start } = scene.section;
  const isNewer = (id: string): boolean => (madeAt.get(id) ?? -1) > (madeAt.get(after.id) ?? -1);
  const triggers = after.triggers.filter(
    ({ function: called }) => called !== undefined && start.get("function", called) === undefined,
  );
  const keys = after.constraints.filter((each) => each.kind === "foreign-key" && isNewer(each.references));
  return [
    ...dropParts(
      { ...before, policies: [], rules: [] },
      { ...after, triggers, policies: [], rules: [] },
      scene,
    ),
    ...dropConstraints(before, { ...after, columns: before.columns, constraints: keys }, scene),
  ];
}
