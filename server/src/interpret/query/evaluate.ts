import type { Node } from "@pgsql/types";
import { requireClassConstant } from "../expressions/classConstants.ts";
import { builtin } from "../types/lookup.ts";
import { evaluateBelow } from "./below.ts";
import { evaluateCall } from "./call.ts";
import {
  evaluateCase,
  evaluateCoalesce,
  evaluateLogic,
  evaluateNullTest,
  evaluateTruthTest,
} from "./logic.ts";
import { evaluateOperation } from "./operation.ts";
import { outputName } from "./outputNames.ts";
import {
  evaluateArray,
  evaluateCast,
  evaluateCollation,
  evaluateConstant,
  evaluateIndirection,
  evaluateLargest,
  evaluateReference,
} from "./parts.ts";
import { noType, nothing, type Evaluated, type Place } from "./place.ts";
import { select } from "./select.ts";
import { evaluateSubLink } from "./subLink.ts";
import { typeOfValueFunction } from "./types.ts";

/**
 * The type and the value of an expression. What it reads and calls is noted on the way, and its calls are made, as its
 * place wants it. Fails on names that mean nothing.
 */
export function evaluate(at: Place, node: Node): Evaluated {
  if (at.known === undefined || !("A_Expr" in node || "FuncCall" in node)) return evaluateNew(at, node);
  let known = at.known.get(at.scope);
  if (known === undefined) {
    known = new WeakMap();
    at.known.set(at.scope, known);
  }
  const before = at.notes === undefined ? known.get(node) : undefined;
  const found = before ?? evaluateNew(at, node);
  if (before === undefined) known.set(node, found);
  return found;
}

function evaluateNew(at: Place, node: Node): Evaluated {
  if ("A_Const" in node) return evaluateConstant(at, node.A_Const);
  if ("ColumnRef" in node) return evaluateReference(at, node.ColumnRef);
  if ("FuncCall" in node) {
    if (at.notes !== undefined) requireClassConstant(at.execution, node);
    return evaluateCall(at, node.FuncCall);
  }
  if ("A_Expr" in node) return evaluateOperation(at, node);
  if ("TypeCast" in node) return evaluateCast(at, node);
  if ("BoolExpr" in node) return evaluateLogic(at, node.BoolExpr);
  if ("NullTest" in node) return evaluateNullTest(at, node.NullTest);
  if ("SubLink" in node) return evaluateSubLink(at, node.SubLink);
  if ("CaseExpr" in node) return evaluateCase(at, node.CaseExpr);
  if ("CoalesceExpr" in node) return evaluateCoalesce(at, node.CoalesceExpr);
  if ("A_ArrayExpr" in node) return evaluateArray(at, node.A_ArrayExpr);
  if ("A_Indirection" in node) return evaluateIndirection(at, node.A_Indirection);
  if ("MinMaxExpr" in node) return evaluateLargest(at, node.MinMaxExpr);
  if ("BooleanTest" in node) return evaluateTruthTest(at, node.BooleanTest);
  if ("CollateClause" in node) return evaluateCollation(at, node.CollateClause);
  if ("ParamRef" in node)
    return {
      value: at.follows === "types" ? undefined : at.variable([`$${node.ParamRef.number ?? 0}`]),
      type: noType,
    };
  return evaluateOther(at, node);
}

/** Of other nodes only what is below them is of interest, and their types are fixed. */
function evaluateOther(at: Place, node: Node): Evaluated {
  if ("SelectStmt" in node) {
    select(at, node.SelectStmt);
    return nothing;
  }
  evaluateBelow(at, Object.values(node));
  if ("SQLValueFunction" in node)
    return { value: undefined, type: () => typeOfValueFunction(outputName(node)) };
  const fixed = fixedTypes[Object.keys(node)[0] ?? ""];
  return fixed === undefined ? nothing : { value: undefined, type: () => builtin(fixed) };
}

const fixedTypes: Readonly<Record<string, string | undefined>> = {
  CurrentOfExpr: "bool",
  JsonIsPredicate: "bool",
  RowExpr: "record",
  GroupingFunc: "int4",
  MergeSupportFunc: "text",
};
