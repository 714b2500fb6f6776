import type { Node } from "@pgsql/types";
import { deparse } from "./deparse.ts";
import type { Grammar } from "./grammar.ts";

/** An expression as SQL; undefined where its print would not be read back as the same. */
export function printExpression(node: Node, grammar: Grammar): string | undefined {
  const select = {
    SelectStmt: {
      targetList: [{ ResTarget: { val: node } }],
      limitOption: "LIMIT_OPTION_DEFAULT" as const,
      op: "SETOP_NONE" as const,
    },
  };
  return deparse(select, grammar)
    ?.replace(/^SELECT\s+/, "")
    .replace(/;\s*$/, "");
}
