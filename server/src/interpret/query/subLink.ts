import type { SubLink } from "@pgsql/types";
import { stringsOf } from "../nodes.ts";
import { builtin } from "../types/lookup.ts";
import { and, firstField, list, or, type Value } from "../values/value.ts";
import { overItems } from "./operation.ts";
import { nothing, once, type Evaluated, type Place, evaluate, select, type Selected } from "./place.ts";
import { QueryReading } from "./queryReading.ts";

/** EXISTS, `= ANY (SELECT …)`, ARRAY(SELECT …) and scalar subqueries. */
export function evaluateSubLink(at: Place, link: SubLink): Evaluated {
  const { subLinkType, subselect, testexpr } = link;
  const test = testexpr === undefined ? undefined : evaluate(at, testexpr);
  if (subselect === undefined || !("SelectStmt" in subselect)) return nothing;
  const isAsked = at.notes !== undefined || at.follows !== "types";
  const query = subselect.SelectStmt;
  // Who asks for the type alone has the query read when it comes to that.
  const found = once(() =>
    select(
      { ...at, rows: true, ...(isAsked ? {} : { notes: new QueryReading(at.execution, false) }) },
      query,
    ),
  );
  const value = isAsked ? valueOf(link, test?.value, found()) : undefined;
  if (subLinkType !== "EXPR_SUBLINK" && subLinkType !== "ARRAY_SUBLINK")
    return { value, type: () => builtin("bool") };
  return {
    value,
    type: () => {
      const type = found().columns[0]?.type;
      return type === undefined || subLinkType === "EXPR_SUBLINK" ? type : { ...type, array: true };
    },
  };
}

function valueOf({ subLinkType, operName }: SubLink, test: Value, { rows: found }: Selected): Value {
  if (found === undefined) return undefined;
  if (subLinkType === "EXISTS_SUBLINK") {
    if (found.rows.length > 0) return true;
    return found.complete ? false : undefined;
  }
  if (!found.complete) return undefined;
  const values = found.rows.map(firstField);
  if (subLinkType === "EXPR_SUBLINK") return values.length === 0 ? null : values[0];
  if (subLinkType === "ARRAY_SUBLINK") return list(values);
  if (subLinkType !== "ANY_SUBLINK" && subLinkType !== "ALL_SUBLINK") return undefined;
  const operator = stringsOf(operName).at(-1) ?? "=";
  return overItems(test, operator, list(values), subLinkType === "ANY_SUBLINK" ? or : and);
}
