import type { Expression } from "../../catalog/expression.ts";
import { Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";

/** An expression of the catalog as SQL; undefined where its print would not be read back as the same. */
export function expressionSql({ node }: Expression, grammar: Grammar): Sql | undefined {
  const text = printExpression(node, grammar);
  return text === undefined ? undefined : Sql.verbatim(text);
}
