import { walk } from "../../sql/ast.ts";
import { Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { Node } from "@pgsql/types";
import type { Assigned } from "./part.ts";

/** What a column is set to, of the columns of a row that goes by a name; undefined where it cannot be printed. */
export function spelled({ value, condition }: Assigned, row: string, grammar: Grammar): Sql | undefined {
  const result = printed(value, row, grammar);
  if (condition === undefined || result === undefined) return result;
  const asked = printed(condition, row, grammar);
  return asked === undefined ? undefined : Sql.verbatim(`CASE WHEN ${asked.text} THEN ${result.text} END`);
}

function printed(node: Node, row: string, grammar: Grammar): Sql | undefined {
  const copy = structuredClone(node);
  walk(copy, (each) => {
    if (!("ColumnRef" in each)) return undefined;
    const last = each.ColumnRef.fields?.at(-1);
    if (last !== undefined) each.ColumnRef.fields = [{ String: { sval: row } }, last];
    return undefined;
  });
  const text = printExpression(copy, grammar);
  return text === undefined ? undefined : Sql.verbatim(`(${text})`);
}
