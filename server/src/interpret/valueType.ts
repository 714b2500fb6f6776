import type { Node } from "@pgsql/types";
import { isIndex, type Relation } from "../catalog/relations.ts";
import type { TypeRef } from "../catalog/types.ts";
import type { Execution } from "./execution.ts";
import { entryOf } from "./query/from.ts";
import { Reading } from "./query/reading.ts";
import { emptyScope } from "./query/scope.ts";
import { typeOfExpression } from "./query/types.ts";

/** The type of an expression over a relation's columns, as far as it can be told; a bare text literal has none yet. */
export function typeOfValue(
  execution: Execution,
  relation: Relation | undefined,
  node: Node,
): TypeRef | undefined {
  if ("A_Const" in node && (node.A_Const.sval !== undefined || node.A_Const.isnull === true))
    return undefined;
  const hasColumns = relation !== undefined && relation.kind !== "sequence" && !isIndex(relation);
  const entries = hasColumns ? [entryOf(relation, relation.name)] : [];
  return typeOfExpression(new Reading(execution, false), node, { ...emptyScope, entries });
}
