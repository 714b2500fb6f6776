import type { Program } from "../../sql/program.ts";
import type { Execution, Finished } from "../execution.ts";
import { compile } from "../functions/compile.ts";
import { Frame } from "./frame.ts";
import { runSteps } from "./steps.ts";
import type { Value } from "../values/value.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";

/**
 * Runs a PL/pgSQL body over the catalog. Conditions that the catalog and the body's own constants decide are followed;
 * where they do not, every branch is taken to run, but for the statements in it that would fail.
 */
export function runProgram(
  execution: Execution,
  program: Program,
  parameters: ReadonlyMap<string, Value>,
): Finished {
  if (program.block === undefined) {
    execution.partly(program.problem ?? "its body cannot be read");
    doubtEverything(execution);
    return { returned: undefined, uncertain: true };
  }
  const frame = new Frame(execution, program, parameters);
  const { block } = program;
  execution.within({ insideBody: true }, () => runSteps(frame, [block]));
  return { returned: frame.returned, uncertain: frame.uncertain };
}

/** DO. */
export function runDo(execution: Execution): void {
  const { body, surroundings, target } = execution;
  if (body?.language !== "plpgsql") {
    execution.partly("its body cannot be read");
    doubtEverything(execution);
    return;
  }
  compile(execution, body, []);
  const { insideBody, step } = surroundings;
  const atomic = target.inTransaction || (insideBody && surroundings.atomic);
  // What stands in a block inside of a body is not written where that is.
  const inner = insideBody ? { step: { sql: step?.sql, offset: undefined } } : {};
  execution.within({ atomic, ...inner }, () => runProgram(execution, body, new Map()));
}
