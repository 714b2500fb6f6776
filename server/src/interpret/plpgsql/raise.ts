import type { ProgramStep } from "../../sql/program.ts";
import type { Failure } from "../effects.ts";
import { stateOf } from "./conditions.ts";
import type { Frame } from "./frame.ts";
import { left, next, type Flow } from "./flow.ts";
import { asText } from "../values/value.ts";

/** RAISE: an error ends the body, anything less is a message. */
export function raise(frame: Frame, step: Extract<ProgramStep, { kind: "raise" }>): Flow {
  const texts = step.values.map((value) => asText(frame.value(value)));
  if (!step.isError) return next;
  // A branch that raises and runs only perhaps is not an error that can be foreseen.
  const named = asText(frame.value(step.sqlstate));
  const condition = typeof named === "string" ? named : step.condition;
  const { perhapsRaised, uncertain } = frame.execution.surroundings;
  if ((frame.uncertain || uncertain) && !frame.guarded && step.message !== undefined)
    perhapsRaised?.(failureOf(condition, step.message, texts));
  if (frame.uncertain) return left;
  if (condition === undefined && step.message === undefined) return raiseAgain(frame);
  const { sqlstate, message } = failureOf(condition, step.message ?? condition ?? "", texts);
  return frame.execution.fail(sqlstate, message);
}

function failureOf(
  condition: string | undefined,
  message: string,
  texts: readonly (string | null | undefined)[],
): Pick<Failure, "sqlstate" | "message"> {
  const sqlstate = condition === undefined ? "P0001" : (stateOf(condition) ?? "P0001");
  return { sqlstate, message: messageOf(message, texts) };
}

/** RAISE alone, in a handler, raises what was caught. */
function raiseAgain(frame: Frame): Flow {
  const state = asText(frame.values.get("sqlstate"));
  if (typeof state !== "string")
    return frame.execution.fail(
      "0Z002",
      "RAISE without parameters cannot be used outside an exception handler",
    );
  return frame.execution.fail(state, asText(frame.values.get("sqlerrm")) ?? "");
}

/** `%` stands for the values in turn; what is not known is left as it is written. */
function messageOf(message: string, values: readonly (string | null | undefined)[]): string {
  let at = 0;
  return message.replaceAll(/%%?/gu, (found) => {
    if (found === "%%") return "%";
    const value = values[at++];
    return value === null ? "<NULL>" : (value ?? "%");
  });
}
