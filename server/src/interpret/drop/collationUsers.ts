import { isIndex, isTable } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { indexDropTarget, type DropTarget } from "./dropTarget.ts";
import { normal, type DependentObject } from "./dependents.ts";

/** The columns and indexes with a collation, of which no dependencies are noted. */
export function collationUsers(execution: Execution, name: string): readonly DependentObject[] {
  const bare = name.split(".").at(-1);
  const found = [...execution.edit.all("relation")].flatMap(([, relation]): readonly DropTarget[] => {
    if (isTable(relation))
      return relation.columns
        .filter(({ collation }) => collation === bare)
        .map((column): DropTarget => ({ kind: "column", table: relation, column }));
    const isUsed = isIndex(relation) && relation.columns.some(({ collation }) => collation === bare);
    return isUsed ? [indexDropTarget(execution, relation)] : [];
  });
  return found.map(normal);
}
