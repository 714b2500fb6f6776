import type { Node } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";
import { withSettings } from "../functions/settings.ts";
import { sqlInner } from "../functions/sqlBody.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";
import type { Value } from "../values/value.ts";
import { runProgram } from "./run.ts";
import { runStatement } from "./statement.ts";
import { onlyValue } from "../query/rows.ts";
import { type Rows } from "../query/place.ts";

/** Calls nested deeper than this are not followed. */
const deepest = 64;

/** A routine that calls itself is followed with the values that it is given as long as calls are not nested deeper. */
const deepestKnown = 32;

/**
 * Runs the body of a routine and gives what it returns, where that is known. A routine that calls itself with values
 * that are not known does nothing further in that it does not do the second time.
 */
export function callRoutine(execution: Execution, routine: Routine, values: readonly Value[]): Value {
  const { running } = execution.surroundings;
  const isKnown = values.length > 0 && !values.includes(undefined) && running.length < deepestKnown;
  const isAgain = running.includes(routine.id) && (!isKnown || execution.budget.isSpent);
  const key = isAgain ? `${routine.id} again` : routine.id;
  if (isAgain && running.includes(key)) return undefined;
  if (running.length >= deepest) {
    execution.partly(`calls are nested more than ${deepest} deep, which is not followed`);
    return undefined;
  }
  const given = isAgain ? [] : values;
  const value = execution.repeats.body(execution, routine, given, () =>
    enter(execution, routine, key, given),
  );
  return isAgain ? undefined : value;
}

/** Once the budget is spent, one run stands for all that may follow, whatever they are given. */
function enter(execution: Execution, routine: Routine, key: string, values: readonly Value[]): Value {
  if (!execution.budget.mayEnter(key)) {
    if (execution.budget.isOverdrawn) execution.partly("its bodies take more steps than are followed");
    return undefined;
  }
  const { running } = execution.surroundings;
  const given = execution.budget.isSpent ? [] : values;
  // Only a procedure without settings of its own can end the transaction.
  const atomic =
    execution.surroundings.atomic || routine.kind !== "procedure" || routine.settings !== undefined;
  const step = { sql: execution.surroundings.step?.sql, offset: undefined };
  const change = { running: [...running, key], body: routine.program, insideBody: true, atomic, step };
  return execution.within(change, () =>
    withSettings(execution, routine, () => runRoutine(execution, routine, given)),
  );
}

function runRoutine(execution: Execution, routine: Routine, values: readonly Value[]): Value {
  const { program, language } = routine;
  const parameters = parametersOf(routine, values);
  if (program?.language === "plpgsql") return runProgram(execution, program, parameters).returned;
  if (language === "sql") return runStatements(execution, routine, parameters);
  if (language !== "internal" && language !== "c") {
    execution.partly(`${routine.name}() is written in ${language}, which is not read`);
    doubtEverything(execution);
  }
  return undefined;
}

/** By name and as `$1`; parameters that were not given have defaults, which are not kept. */
function parametersOf(
  { arguments: inputs, argumentNames }: Routine,
  values: readonly Value[],
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  inputs.forEach((_, index) => {
    const name = argumentNames[index] ?? "";
    if (name !== "") found.set(name, values[index]);
    found.set(`$${index + 1}`, values[index]);
  });
  return found;
}

/** The statements of an SQL function one after the other; the last one yields the result. */
function runStatements(
  execution: Execution,
  routine: Routine,
  parameters: ReadonlyMap<string, Value>,
): Value {
  const variable = ([name = ""]: readonly string[]): Value => parameters.get(name);
  let found: Rows | undefined;
  for (const inner of sqlInner(execution, routine)) {
    execution.budget.take();
    found = runStatement(execution, variable, { ...inner, node: queryOf(inner.node) });
  }
  return onlyValue(found);
}

/** RETURN is a query of one value. */
function queryOf(node: Node): Node {
  if (!("ReturnStmt" in node)) return node;
  const { returnval } = node.ReturnStmt;
  const target = returnval === undefined ? {} : { val: returnval };
  return { SelectStmt: { targetList: [{ ResTarget: target }] } };
}
