import type { Node } from "@pgsql/types";
import { walk } from "../walk.ts";
import { readAt } from "./expression.ts";
import { placeIn, type Evaluated, type Place } from "./place.ts";
import type { Reading } from "./reading.ts";
import type { Scope } from "./scope.ts";
import { asksTruth, logicWord, requireTruth, testWord } from "./truth.ts";
import { openType } from "./typeOf.ts";

/** Evaluates a condition as `readExpression` does, and fails where it is none. */
export function readCondition(reading: Reading, node: Node, scope: Scope, construct: string): Evaluated {
  return readConditionAt(placeIn(reading, scope), node, construct);
}

/** As above, at a place. */
export function readConditionAt(at: Place, node: Node, construct: string): Evaluated {
  const found = readAt(at, node);
  asksTruth(at, found, construct);
  return found;
}

/** Fails where a condition that the catalog keeps is none, or holds one that is none, subqueries left out. */
export function requireCondition(reading: Reading, node: Node, scope: Scope, construct: string): void {
  const { execution } = reading;
  const require = (part: Node | undefined, asking: string): void => {
    if (part !== undefined) requireTruth(execution, openType(reading, part, scope), asking);
  };
  const within = (below: unknown): void => {
    walk(below, (part) => {
      if (!("SubLink" in part)) within(Object.values(part));
      for (const [asked, asking] of conditionsOf(part)) require(asked, asking);
      return "skip";
    });
  };
  within(node);
  require(node, construct);
}

/** The parts of an expression that it asks whether they hold. */
function conditionsOf(node: Node): readonly (readonly [Node | undefined, string])[] {
  if ("BoolExpr" in node) {
    const { args = [], boolop } = node.BoolExpr;
    return args.map((arg) => [arg, logicWord(boolop)]);
  }
  if ("BooleanTest" in node) return [[node.BooleanTest.arg, testWord(node.BooleanTest.booltesttype)]];
  if (!("CaseExpr" in node) || node.CaseExpr.arg !== undefined) return [];
  return (node.CaseExpr.args ?? []).map((each) => [
    "CaseWhen" in each ? each.CaseWhen.expr : undefined,
    "CASE/WHEN",
  ]);
}
