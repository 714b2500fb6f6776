import type { TypeName } from "@pgsql/types";
import type { Column, CompositeRelation } from "../catalog/relations.ts";
import type { Execution } from "./execution.ts";
import { relationById } from "./lookup.ts";
import { typeOf } from "./typeLookup.ts";

/** The composite type of `OF type`, locked in ACCESS SHARE, with the columns it gives (transformOfType). */
export function typedTable(
  execution: Execution,
  typeName: TypeName,
): { readonly relation: CompositeRelation; readonly columns: readonly Column[] } {
  const type = execution.edit.get("type", typeOf(execution, typeName).id);
  if (type?.kind !== "composite") {
    const words = typeName.names?.map((node) => ("String" in node ? node.String.sval : "")).join(".");
    return execution.fail("42809", `type ${words ?? ""} is not a composite type`);
  }
  const relation = relationById(execution, type.relation);
  if (relation.kind !== "composite-type")
    return execution.fail("42809", `type ${type.name} is the row type of another table`);
  execution.lock(relation, "ACCESS SHARE");
  return {
    relation,
    columns: relation.columns.map((column) => ({ ...column, local: true, inherited: 0 })),
  };
}
