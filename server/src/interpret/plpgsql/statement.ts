import type { Node } from "@pgsql/types";
import type { InnerStatement } from "../../sql/program.ts";
import type { Execution } from "../execution.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RanStatement } from "../ranStatements.ts";
import { NotAnalysed } from "../statementError.ts";
import type { Surroundings } from "../surroundings.ts";
import { refuseNewerSyntax } from "../newerSyntax/newerSyntax.ts";
import { goOn } from "../openWorld/uncertain.ts";
import { askAgain, intoOf, runQuery } from "../query/statements.ts";
import { type Rows } from "../query/place.ts";
import { refuseUnsafeValues } from "../types/unsafeValues.ts";

/** What the names of a body's variables and parameters stand for. */
export type Variables = Surroundings["variable"];

/** Runs a statement of a body; the rows that it yields, as far as the catalog and the variables decide them. */
export function runStatement(
  execution: Execution,
  variable: Variables,
  { node, body, statement }: InnerStatement,
): Rows | undefined {
  let found: Rows | undefined;
  inStatement(execution, { body, variable }, () => {
    execution.repeats.statement(execution, node, (isAgain) => {
      if (!isAgain) refuseNewerSyntax(execution, node);
      goOn(execution, () => {
        if (isAgain) found = rowsAgain(execution, node);
        else
          execution.recorder.ran.note(ranStatement(execution, statement), node, () => {
            found = run(execution, node);
          });
      });
    });
  });
  return found;
}

function ranStatement(execution: Execution, statement: Statement | undefined): RanStatement | undefined {
  const { step } = execution.surroundings;
  return statement === undefined ? undefined : { statement, sql: step?.sql, offset: step?.offset };
}

function rowsAgain(execution: Execution, node: Node): Rows | undefined {
  return isQuery(node) ? askAgain(execution, node.SelectStmt) : undefined;
}

function isQuery(node: Node): node is Extract<Node, { SelectStmt: unknown }> {
  return "SelectStmt" in node && intoOf(node.SelectStmt) === undefined;
}

function run(execution: Execution, node: Node): Rows | undefined {
  if (isQuery(node)) return runQuery(execution, node).rows;
  const interpreter = execution.bodies.interpreterOf(node);
  if (interpreter === undefined) execution.partly(`${Object.keys(node)[0] ?? "this"} is not interpreted`);
  interpreter?.(execution);
  refuseUnsafeValues(execution, node);
  return undefined;
}

/** What the model cannot follow is noted; the rest of the body goes on. */
export function inStatement(
  execution: Execution,
  surroundings: Partial<Surroundings>,
  run: () => void,
): void {
  try {
    execution.within({ ...surroundings, calls: new Map() }, run);
  } catch (error) {
    if (!(error instanceof NotAnalysed)) throw error;
    execution.partly(error.reason);
  }
}
