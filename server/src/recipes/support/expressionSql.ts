import type { Expression } from "../../catalog/expression.ts";
import { deparse } from "../../sql/deparse.ts";
import { Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";

/** An expression of the catalog as SQL; undefined where its print would not be read back as the same. */
export function expressionSql({ node }: Expression, grammar: Grammar): Sql | undefined {
  const select = {
    SelectStmt: {
      targetList: [{ ResTarget: { val: node } }],
      limitOption: "LIMIT_OPTION_DEFAULT" as const,
      op: "SETOP_NONE" as const,
    },
  };
  const text = deparse(select, grammar);
  return text === undefined ? undefined : Sql.verbatim(text.replace(/^SELECT\s+/, "").replace(/;\s*$/, ""));
}
