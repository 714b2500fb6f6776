import type { Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { readExpression } from "../query/expression.ts";
import { entryOf } from "../query/from.ts";
import { QueryReading } from "../query/queryReading.ts";
import { usedNames } from "../expressions/dependencies.ts";

/**
 * An expression over the rows of a relation that may read other relations in subqueries: a policy, a trigger's WHEN,
 * a rule's condition. The others are read-locked for parsing, and the expression depends on them.
 */
export function rowExpression(execution: Execution, node: Node, owner: Relation): Expression {
  const reading = new QueryReading(execution, false, true);
  const rows = entryOf(execution, owner, owner.name);
  readExpression(reading, node, {
    entries: [rows],
    named: [],
    outer: {
      entries: [entryOf(execution, owner, "old"), entryOf(execution, owner, "new")],
      named: [],
      outer: undefined,
    },
  });
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
