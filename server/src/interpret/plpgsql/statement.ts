import type { InnerStatement } from "../../sql/program.ts";
import { NotAnalysed, type Execution } from "../execution.ts";
import { refuseNewerSyntax } from "../newerSyntax/newerSyntax.ts";
import { goOn } from "../openWorld/uncertain.ts";
import type { Evaluation } from "../values/evaluate.ts";
import { rowsOf, type Rows } from "../values/select.ts";

/** Runs a statement of a body; the rows that it yields, as far as the catalog and the variables decide them. */
export function runStatement(at: Evaluation, { node, body }: InnerStatement): Rows | undefined {
  const { execution } = at;
  const interpreter = execution.bodies.interpreterOf(node);
  if (interpreter === undefined) {
    execution.partly(`${Object.keys(node)[0] ?? "this"} is not interpreted`);
    return undefined;
  }
  let found: Rows | undefined;
  inStatement(at, { body }, () => {
    execution.repeats.statement(execution, node, (isAgain) => {
      if (!isAgain) refuseNewerSyntax(execution, node);
      // Each call is made where its value is computed; what is left of them is made with the rest.
      goOn(execution, () => {
        found = "SelectStmt" in node ? rowsOf(at, node.SelectStmt) : undefined;
      });
      if (isAgain) return;
      goOn(execution, () => {
        interpreter(execution);
      });
    });
  });
  return found;
}

/** What the model cannot follow is noted; the rest of the body goes on. */
export function inStatement(
  at: Evaluation,
  surroundings: Partial<Execution["surroundings"]>,
  run: () => void,
): void {
  const { execution } = at;
  const variable = (parts: readonly string[]): ReturnType<Evaluation["name"]> => at.name(parts);
  try {
    execution.within({ ...surroundings, variable, calls: new Map() }, run);
  } catch (error) {
    if (!(error instanceof NotAnalysed)) throw error;
    execution.partly(error.reason);
  }
}
