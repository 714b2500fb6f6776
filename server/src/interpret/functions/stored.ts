import type { FuncCall } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { Routine } from "../../catalog/functions.ts";
import { isFunctionId, type ObjectId } from "../../catalog/ids.ts";
import { isIndex, type Index, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { splitName } from "../names/lookup.ts";
import { find } from "../walk.ts";
import { constantValue } from "../query/values.ts";
import { withLocalSettings } from "./settings.ts";
import type { Value } from "../values/value.ts";

/**
 * Runs the user's functions that expressions kept in the catalog call, as they are evaluated for each row (`once`: be
 * there rows or not). They are known by id, so that neither a rename nor another search path matters.
 */
export function runStored(execution: Execution, expressions: readonly Expression[], once = false): void {
  if (execution.plansOnly) return;
  for (const { node, uses = [] } of expressions) {
    const calls = uses.length === 0 ? [] : find(node, (at) => ("FuncCall" in at ? at.FuncCall : undefined));
    for (const id of uses) runFunction(execution, id, calls, once);
  }
}

/** What depends on functions by their ids alone: the query of a view. */
export function runUsed(execution: Execution, uses: readonly ObjectId[]): void {
  if (!execution.plansOnly) for (const id of uses) runFunction(execution, id, []);
}

/** The expressions of indexes, evaluated for each row while an index is built. */
export function runIndexExpressions(execution: Execution, indexes: readonly Index[]): void {
  const expressions = indexes.flatMap(expressionsOf);
  if (expressions.some(({ uses = [] }) => uses.some(isFunctionId)))
    inMaintenance(execution, () => {
      runStored(execution, expressions);
    });
}

/** As above for all indexes of a table, which a rewrite rebuilds. */
export function runExpressionsOfIndexes(execution: Execution, { indexes }: Table | View): void {
  const all = indexes.map((id) => execution.edit.get("relation", id));
  runIndexExpressions(execution, all.filter(isIndex));
}

export function expressionsOf({ columns, predicate }: Index): readonly Expression[] {
  const keys = columns.flatMap(({ on }) => (typeof on === "number" ? [] : [on]));
  return predicate === undefined ? keys : [...keys, predicate];
}

/** From 17 on, maintenance commands run with a search path of their own (RestrictSearchPath). */
export function inMaintenance(execution: Execution, run: () => void): void {
  if (!execution.server.isSince(17)) run();
  else withLocalSettings(execution, { search_path: "pg_catalog, pg_temp" }, run);
}

function runFunction(execution: Execution, id: ObjectId, calls: readonly FuncCall[], once = false): void {
  const routine = isFunctionId(id) ? execution.edit.get("function", id) : undefined;
  if (routine?.kind !== "function") return;
  const run = (): void => {
    execution.bodies.callRoutine(execution, routine, argumentsOf(execution, routine, calls));
  };
  // The planner parses an SQL function to put it in the call's place, be there rows or not (inline_function).
  const isParsed = routine.language === "sql" && !routine.returnsSet && routine.settings === undefined;
  if (once || isParsed) run();
  else execution.ifRows(run);
}

/** What is given to it, where it is called once. */
function argumentsOf(execution: Execution, { name }: Routine, calls: readonly FuncCall[]): readonly Value[] {
  const [call, ...others] = calls.filter(({ funcname }) => splitName(funcname).name === name);
  if (call === undefined || others.length > 0) return [];
  return (call.args ?? []).map((arg) => constantValue(execution, arg));
}
