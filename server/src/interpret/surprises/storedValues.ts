import type { Catalog } from "../../catalog/catalog.ts";
import type { Routine } from "../../catalog/functions.ts";
import { displayName, type ObjectId } from "../../catalog/ids.ts";
import { isIndex, isTable, type Relation } from "../../catalog/relations.ts";
import { signature } from "../drop/dropTarget.ts";
import type { Surprise } from "../effects.ts";
import { shownName } from "../effectsRecorder.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { sameNode } from "../sameNode.ts";

/**
 * Indexes, CHECKs and stored generated columns hold what a function gave when the row was written: another body, or
 * another volatility, changes none of it.
 */
export function storedByOldFunction(before: Catalog, execution: Execution): readonly Surprise[] {
  return execution.edit.changes.flatMap(({ collection, key }): readonly Surprise[] => {
    if (collection !== "function") return [];
    const old = before.get("function", key);
    const now = execution.edit.get("function", key);
    if (old === undefined || now === undefined || doesTheSame(old, now)) return [];
    return dependentsOf(execution.edit, now.id).flatMap(({ object }) => {
      const relation = execution.edit.get("relation", object);
      return relation === undefined ? [] : storedIn(execution, relation, now);
    });
  });
}

function doesTheSame(old: Routine, now: Routine): boolean {
  return (
    old.body === now.body &&
    old.volatility === now.volatility &&
    old.language === now.language &&
    sameNode(old.atomic, now.atomic)
  );
}

function storedIn(execution: Execution, relation: Relation, routine: Routine): readonly Surprise[] {
  const other = `${routine.kind} ${signature(execution, routine)}`;
  const table = isIndex(relation) ? execution.edit.get("relation", relation.table) : relation;
  if (table === undefined) return [];
  return partsOf(relation, routine.id).map((part) => ({
    ...{ code: "stored-by-old-function", part, other },
    relation: shownName(table),
  }));
}

/** What uses it for values that stay: a default does so for new rows alone. */
function partsOf(relation: Relation, used: ObjectId): readonly string[] {
  const uses = (expression: { readonly uses?: readonly ObjectId[] } | undefined): boolean =>
    expression?.uses?.includes(used) === true;
  if (isIndex(relation)) return [`the index ${displayName(relation)}`];
  if (!isTable(relation)) return [];
  const columns = relation.columns.filter(
    ({ generated }) => generated?.kind === "stored" && uses(generated.expression),
  );
  const checks = relation.constraints.filter((each) => each.kind === "check" && uses(each.expression));
  return [
    ...columns.map(({ name }) => `the column ${name} of ${displayName(relation)}`),
    ...checks.map(({ name }) => `the CHECK ${name} of ${displayName(relation)}`),
  ];
}
