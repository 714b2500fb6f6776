import type { CallStmt, FuncCall, Node } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import { NotAnalysed, StatementError, type Execution } from "../execution.ts";
import { sqlStatements } from "../functions/sqlBody.ts";
import { routinesNamed } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { runQuery } from "../query/statements.ts";
import { evaluate, type Evaluation } from "../values/evaluate.ts";
import { runProgram } from "./run.ts";
import { rowsOf } from "../values/select.ts";
import { withSettings } from "../functions/settings.ts";
import { firstField, type Value } from "../values/value.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";

/** Calls nested deeper than this are not followed. */
const deepest = 16;

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

/** Runs the body of a routine and gives what it returns, where that is known. */
export function callRoutine(execution: Execution, routine: Routine, values: readonly Value[]): Value {
  const { running } = execution.surroundings;
  if (running.includes(routine.id)) {
    execution.partly(`${routine.name}() calls itself, which is not followed`);
    return undefined;
  }
  if (running.length >= deepest) {
    execution.partly(`calls are nested more than ${deepest} deep, which is not followed`);
    return undefined;
  }
  // Only a procedure without settings of its own can end the transaction.
  const atomic =
    execution.surroundings.atomic || routine.kind !== "procedure" || routine.settings !== undefined;
  const change = { running: [...running, routine.id], body: routine.program, insideBody: true, atomic };
  return execution.within(change, () =>
    withSettings(execution, routine, () => runRoutine(execution, routine, values)),
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
  const statements = sqlStatements(execution, routine);
  for (const node of statements) runStatement(execution, node);
  const last = statements.at(-1);
  return last === undefined ? undefined : resultOf(execution, last, parameters);
}

function runStatement(execution: Execution, node: Node): void {
  const query: Node =
    "ReturnStmt" in node
      ? {
          SelectStmt: {
            targetList: [
              {
                ResTarget: {
                  ...(node.ReturnStmt.returnval === undefined ? {} : { val: node.ReturnStmt.returnval }),
                },
              },
            ],
          },
        }
      : node;
  const interpreter = execution.interpreterOf(query);
  try {
    interpreter?.(execution);
  } catch (error) {
    if (!(error instanceof NotAnalysed)) throw error;
    execution.partly(error.reason);
  }
}

function resultOf(execution: Execution, last: Node, parameters: ReadonlyMap<string, Value>): Value {
  const at: Evaluation = { execution, name: ([name = ""]) => parameters.get(name) };
  if ("ReturnStmt" in last) return evaluate(at, last.ReturnStmt.returnval);
  const found = "SelectStmt" in last ? rowsOf(at, last.SelectStmt) : undefined;
  if (found?.complete !== true) return undefined;
  return found.rows[0] === undefined ? null : firstField(found.rows[0]);
}

/** Runs what a call in a query does, where it calls a routine of the user's. */
export function runCall(execution: Execution, call: FuncCall): void {
  const routine = calledRoutine(execution, call);
  if (routine === undefined) return;
  const at: Evaluation = { execution, name: () => undefined };
  callRoutine(
    execution,
    routine,
    (call.args ?? []).map((arg) => evaluate(at, arg)),
  );
}

/** CALL. A procedure may end the transaction where no block is open around it and it sets nothing for itself. */
export function callProcedure(execution: Execution, { funccall }: CallStmt): void {
  if (funccall === undefined) return;
  const arguments_: Node = {
    SelectStmt: { targetList: (funccall.args ?? []).map((val) => ({ ResTarget: { val } })) },
  };
  runQuery(execution, arguments_);
  const called = routinesNamed(execution, funccall.funcname);
  if (called.length > 0 && called.every(({ kind }) => kind !== "procedure"))
    execution.fail("42809", `${stringsOf(funccall.funcname).join(".")}() is not a procedure`);
  if (called.length === 0) {
    execution.partly(`the procedure ${stringsOf(funccall.funcname).join(".")}() is not known here`);
    doubtEverything(execution);
    return;
  }
  const { insideBody, atomic } = execution.surroundings;
  const isAtomic = execution.target.inTransaction || (insideBody && atomic);
  execution.within({ atomic: isAtomic }, () => {
    runCall(execution, funccall);
  });
}

/** What a call of a routine of the user's yields, without what it does. */
export function valueOfCall(at: Evaluation, call: FuncCall): Value {
  const routine = calledRoutine(at.execution, call);
  if (routine === undefined || routine.returnsSet || routine.kind !== "function") return undefined;
  const values = (call.args ?? []).map((arg) => evaluate(at, arg));
  const undo = at.execution.savepoint();
  try {
    return callRoutine(at.execution, routine, values);
  } catch (error) {
    // Where the call itself has run already, doing the same again may fail; its value is then not known.
    if (!(error instanceof StatementError)) throw error;
    return undefined;
  } finally {
    undo();
  }
}
