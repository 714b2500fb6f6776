import type { Node } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { addCheck } from "../constraints/check.ts";
import { conditionAbove, type Condition } from "./condition.ts";
import { isProven } from "./proof.ts";
import type { Value } from "./values.ts";
import type { Alteration } from "../alterTable/alteration.ts";

/**
 * A partition that is detached concurrently keeps its bound as a CHECK, unless a valid one says the same already
 * (DetachAddConstraintIfNeeded): rows may come through the parent until all have seen that it is gone.
 */
export function keepBound(alteration: Alteration, table: Table): void {
  const condition = conditionAbove(alteration.execution.edit, table);
  const expression = expressionOf(condition);
  if (expression === undefined || isProven(table, condition)) return;
  const check = { raw_expr: expression, is_enforced: true, skip_validation: true, initially_valid: true };
  addCheck(alteration, table, check, true);
}

/** Undefined where the model cannot take the bound apart. */
function expressionOf(condition: Condition): Node | undefined {
  switch (condition.kind) {
    case "and":
    case "or": {
      const parts = condition.parts.map(expressionOf);
      const known = parts.flatMap((part) => part ?? []);
      if (known.length < parts.length) return undefined;
      const [only] = known;
      if (known.length === 1) return only;
      return { BoolExpr: { boolop: condition.kind === "and" ? "AND_EXPR" : "OR_EXPR", args: known } };
    }
    case "null":
      return {
        NullTest: {
          arg: column(condition.column),
          nulltesttype: condition.isNull ? "IS_NULL" : "IS_NOT_NULL",
        },
      };
    case "compare":
      return {
        A_Expr: {
          kind: "AEXPR_OP",
          name: [{ String: { sval: condition.operator } }],
          lexpr: column(condition.column),
          rexpr: constant(condition.value),
        },
      };
    case "unknown":
      return undefined;
  }
}

function column(name: string): Node {
  return { ColumnRef: { fields: [{ String: { sval: name } }] } };
}

function constant(value: Value): Node {
  return typeof value === "number"
    ? { A_Const: { ival: { ival: value } } }
    : { A_Const: { sval: { sval: value } } };
}
