import type { Execution } from "../execution.ts";
import { isIndex, ownRowType, type Relation } from "../../catalog/relations.ts";
import { dependentsOf } from "../objects/objects.ts";

/** Fails with 0A000 where a column of another relation has this row type (find_composite_type_dependencies). */
export function refuseRowTypeUsers(execution: Execution, relation: Relation, what: "type" | "table"): void {
  const type = ownRowType(relation);
  for (const { object } of dependentsOf(execution.edit, type)) {
    const user = execution.edit.get("relation", object);
    if (user === undefined || user.kind === "sequence" || isIndex(user)) continue;
    const column = user.columns.find((each) => each.type.id === type);
    if (column === undefined) continue;
    const verb = what === "type" ? "uses it" : "uses its row type";
    execution.fail(
      "0A000",
      `cannot alter ${what} "${relation.name}" because column "${user.name}.${column.name}" ${verb}`,
    );
  }
}
