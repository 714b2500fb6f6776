import { isIndex, isTable, type Index } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { Doomed } from "./doomed.ts";
import { normal, type DependentObject } from "./dependents.ts";

/** The columns and indexes with a collation, of which no dependencies are noted. */
export function collationUsers(execution: Execution, name: string): readonly DependentObject[] {
  const bare = name.split(".").at(-1);
  const found = [...execution.edit.all("relation")].flatMap(([, relation]): readonly Doomed[] => {
    if (isTable(relation))
      return relation.columns
        .filter(({ collation }) => collation === bare)
        .map((column): Doomed => ({ kind: "column", table: relation, column }));
    const isUsed = isIndex(relation) && relation.columns.some(({ collation }) => collation === bare);
    return isUsed ? [withConstraint(execution, relation)] : [];
  });
  return found.map(normal);
}

/** The index of a key or an exclusion constraint is its constraint's. */
function withConstraint(execution: Execution, index: Index): Doomed {
  const table = execution.edit.get("relation", index.table);
  const constraint = isTable(table) ? table.constraints.find(({ id }) => id === index.constraint) : undefined;
  return isTable(table) && constraint !== undefined
    ? { kind: "constraint", table, constraint }
    : { kind: "relation", relation: index };
}
