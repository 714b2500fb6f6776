import type { Node } from "@pgsql/types";
import { isIndex, type Relation } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { entryOf } from "../query/from.ts";
import { QueryReading } from "../query/queryReading.ts";
import type { Reading } from "../query/reading.ts";
import { emptyScope, type Scope } from "../query/scope.ts";
import { typeOfExpression } from "../query/typeOf.ts";

/** The type of an expression over a relation's columns, as far as it can be told; a bare text literal has none yet. */
export function typeOfValue(
  execution: Execution,
  relation: Relation | undefined,
  node: Node,
): TypeRef | undefined {
  if ("A_Const" in node && (node.A_Const.sval !== undefined || node.A_Const.isnull === true))
    return undefined;
  const { reading, scope } = overColumns(execution, relation);
  return typeOfExpression(reading, node, scope);
}

interface Known {
  readonly reading: Reading;
  readonly scope: Scope;
}

const known = new WeakMap<Execution, Map<Relation | undefined, Known>>();

/** One reading for all expressions over a relation, so that what is in each other is looked at once. */
function overColumns(execution: Execution, relation: Relation | undefined): Known {
  const all = known.get(execution) ?? new Map<Relation | undefined, Known>();
  known.set(execution, all);
  const before = all.get(relation);
  if (before !== undefined) return before;
  const hasColumns = relation !== undefined && relation.kind !== "sequence" && !isIndex(relation);
  const entries = hasColumns ? [entryOf(execution, relation, relation.name)] : [];
  const made = { reading: new QueryReading(execution, false), scope: { ...emptyScope, entries } };
  all.set(relation, made);
  return made;
}
