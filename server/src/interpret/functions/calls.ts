import type { FuncCall } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import type { Execution } from "../execution.ts";
import { StatementError } from "../statementError.ts";
import { routinesNamed } from "../names/lookup.ts";
import { happens } from "../query/happens.ts";
import type { Place } from "../query/place.ts";
import { areAlike, type Value } from "../values/value.ts";

/** The routine of the user's that a call means; undefined for built-in functions. */
export function calledRoutine(execution: Execution, call: FuncCall): Routine | undefined {
  const count = call.args?.length ?? 0;
  const routines = routinesNamed(execution, call.funcname).filter(({ kind }) => kind !== "aggregate");
  const exact = routines.filter((routine) => routine.arguments.length === count);
  // Parameters with defaults may be left out.
  const fitting = exact.length > 0 ? exact : routines.filter((routine) => routine.arguments.length > count);
  const [first, second] = fitting;
  if (second !== undefined && fitting.some((routine) => doesSomething(routine)))
    execution.partly(`which ${first?.name ?? ""}() of several it calls depends on types`);
  return second === undefined ? first : undefined;
}

function doesSomething({ language, program, body }: Routine): boolean {
  return (language === "sql" || language === "plpgsql") && (program !== undefined || body !== undefined);
}

/** What a call of a routine of the user's gives, as far as that is known. With the same values it is made once. */
export function valueOfCall(at: Place, call: FuncCall, values: readonly Value[]): Value {
  const { execution } = at;
  const { calls } = execution.surroundings;
  const isAsked = at.follows !== "runs";
  const known = calls.get(call);
  if (known !== undefined && (known.isMade || isAsked) && areAlike(known.values, values)) return known.value;
  const routine = calledRoutine(execution, call);
  if (routine === undefined) return undefined;
  const isMade = !isAsked || known?.isMade === true;
  const given = isAsked ? ask(execution, routine, values) : make(at, routine, values);
  const value = routine.returnsSet || routine.kind !== "function" ? undefined : given;
  calls.set(call, { values, value, isMade });
  return value;
}

function make(at: Place, routine: Routine, values: readonly Value[]): Value {
  let value: Value;
  happens(at, () => {
    value = at.execution.bodies.callRoutine(at.execution, routine, values);
  });
  return value;
}

/** An error in what is only asked for says nothing: the value is not known. */
function ask(execution: Execution, routine: Routine, values: readonly Value[]): Value {
  if (routine.returnsSet || routine.kind !== "function" || execution.budget.isSpent) return undefined;
  const undo = execution.savepoint();
  try {
    return execution.bodies.callRoutine(execution, routine, values);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return undefined;
  } finally {
    undo();
  }
}
