import type { FuncCall, Node } from "@pgsql/types";
import { stableFunctions, volatileFunctions } from "../../catalog/builtinVolatility.ts";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { isStableByTypes } from "./volatilityByTypes.ts";
import { find } from "../walk.ts";

const order: readonly Volatility[] = ["immutable", "stable", "volatile"];

/**
 * The volatility of an expression as the planner sees it, that is after it has inlined simple SQL functions. Overloads,
 * casts and operators are told apart by the types of the columns of `relation`; where a type is not known, it errs to
 * the side of "less volatile".
 */
export function volatilityOf(execution: Execution, node: Node, relation?: Relation): Volatility {
  const calls = find(node, (at) => ("FuncCall" in at ? at.FuncCall : undefined));
  const stable = find(node, (at) =>
    "SQLValueFunction" in at || isStableByTypes(execution, at, relation) ? true : undefined,
  );
  return calls
    .map((call) => volatilityOfCall(execution, call))
    .reduce(most, stable.length > 0 ? "stable" : "immutable");
}

function volatilityOfCall(execution: Execution, call: FuncCall): Volatility {
  const { schema, name } = splitName(call.funcname);
  const own = schema === "pg_catalog" ? [] : routinesNamed(execution, call.funcname);
  if (own.length === 0) return volatilityOfBuiltin(name);
  const arity = call.args?.length ?? 0;
  const fitting = own.filter((routine) => routine.arguments.length === arity);
  return (fitting.length > 0 ? fitting : own).map(effective).reduce(most, "immutable");
}

/** Functions whose overloads differ (date_trunc, timezone …) count as immutable here: see `volatilityByTypes.ts`. */
function volatilityOfBuiltin(name: string): Volatility {
  if (volatileFunctions.has(name)) return "volatile";
  return stableFunctions.has(name) ? "stable" : "immutable";
}

function effective(routine: Routine): Volatility {
  return routine.inlined ?? routine.volatility;
}

function most(one: Volatility, other: Volatility): Volatility {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
