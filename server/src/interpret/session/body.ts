import type { Node } from "@pgsql/types";
import { CatalogEdit } from "../../catalog/edit.ts";
import type { BodyStatement } from "../../sql/statement.ts";
import { Execution, NotAnalysed, StatementError } from "../execution.ts";

type InterpreterOf = (node: Node) => ((execution: Execution) => void) | undefined;

/**
 * Runs the statements of a body one after the other. What is not understood or known only at run time is noted. One
 * that stands in a branch or beside an exception handler is taken to run, unless it would fail: then it is what the
 * branch is there to avoid.
 */
export function runBody(execution: Execution, interpreterOf: InterpreterOf): void {
  if (execution.body === undefined) execution.partly("its body cannot be read");
  execution.insideBody = true;
  for (const statement of execution.body ?? []) runOne(execution, statement, interpreterOf);
  execution.insideBody = false;
}

function runOne(execution: Execution, statement: BodyStatement, interpreterOf: InterpreterOf): void {
  const { node, reason, conditional } = statement;
  if (node === undefined) {
    execution.partly(reason ?? "a statement of the body cannot be read");
    return;
  }
  const interpreter = interpreterOf(node);
  if (interpreter === undefined) {
    execution.partly(`${Object.keys(node)[0] ?? "this"} is not interpreted`);
    return;
  }
  if (conditional && failsOnTrial(execution, interpreter)) return;
  try {
    interpreter(execution);
  } catch (error) {
    if (!(error instanceof NotAnalysed)) throw error;
    execution.partly(error.reason);
  }
}

function failsOnTrial(execution: Execution, interpreter: (execution: Execution) => void): boolean {
  const trial = new CatalogEdit(execution.edit.catalog);
  const copy = new Execution(trial, execution.target, execution.body);
  copy.insideBody = true;
  try {
    interpreter(copy);
    return false;
  } catch (error) {
    if (error instanceof NotAnalysed) return false;
    if (!(error instanceof StatementError)) throw error;
    // What the trial looked at decides about the outcome, so the statement has looked at it too.
    for (const { collection, key } of trial.reads) if (key !== undefined) execution.edit.get(collection, key);
    return true;
  }
}
