import type { Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { readCondition } from "../query/condition.ts";
import { entryOf } from "../query/from.ts";
import { QueryReading } from "../query/queryReading.ts";
import { usedNames } from "../expressions/dependencies.ts";

/**
 * A condition over the rows of a relation that may read other relations in subqueries: a policy, a trigger's WHEN.
 * The others are read-locked for parsing, and the expression depends on them.
 */
export function rowExpression(
  execution: Execution,
  node: Node,
  owner: Relation,
  construct: "POLICY" | "WHEN",
): Expression {
  const reading = new QueryReading(execution, false, true);
  const rows = entryOf(execution, owner, owner.name);
  const scope = {
    entries: [rows],
    named: [],
    outer: {
      entries: [entryOf(execution, owner, "old"), entryOf(execution, owner, "new")],
      named: [],
      outer: undefined,
    },
  };
  readCondition(reading, node, scope, construct);
  const columns = [...(reading.relations.get(owner.id) ?? [])].sort((a, b) => a - b);
  const own = [...usedNames(execution, node), ...(reading.usedTypes ?? [])];
  const expression = { node, columns, ...(own.length === 0 ? {} : { uses: own }) };
  const reads = [...reading.relations]
    .filter(([id]) => id !== owner.id)
    .map(([relation, read]) => ({ relation, columns: [...read] }));
  if (reads.length === 0) return expression;
  const others = reads.map(({ relation }) => relation);
  return { ...expression, uses: [...own, ...others], reads };
}
