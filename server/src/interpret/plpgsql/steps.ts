import type { Block, InnerSql, ProgramStep } from "../../sql/program.ts";
import { StatementError } from "../statementError.ts";
import { runBranches, runPossible } from "./branches.ts";
import { catches } from "./conditions.ts";
import { isComplete } from "../openWorld/complete.ts";
import { executeText, runSql } from "./embedded.ts";
import { left, next, type Flow } from "./flow.ts";
import type { Frame } from "./frame.ts";
import { runLoop } from "./loops.ts";
import { raise } from "./raise.ts";
import { templateOf } from "./template.ts";
import { asTruth, isRow } from "../values/value.ts";

/** Runs steps one after the other until one of them leads elsewhere. */
export function runSteps(frame: Frame, steps: readonly ProgramStep[]): Flow {
  for (const step of steps) {
    frame.execution.budget.take();
    const flow = frame.uncertain ? attempt(frame, step) : runStep(frame, step);
    if (flow.kind !== "next") return flow;
  }
  return next;
}

/** A step that runs only perhaps is left out where it would fail: then it is what the branch is there to avoid. */
function attempt(frame: Frame, step: ProgramStep): Flow {
  const undo = frame.execution.savepoint();
  try {
    return frame.execution.within({ uncertain: true }, () => runStep(frame, step));
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    undo();
    return next;
  }
}

function runStep(frame: Frame, step: ProgramStep): Flow {
  switch (step.kind) {
    case "block":
      return runBlock(frame, step);
    case "sql":
      runSql(frame, step.sql, step.into);
      return next;
    case "execute":
      executeText(frame, step.text, step.into);
      return next;
    case "evaluate":
      frame.value(step.sql);
      return next;
    case "assign":
      assign(frame, step.variable, step.value, step.whole);
      return next;
    case "forget":
      for (const variable of step.variables) frame.set(variable, undefined);
      frame.values.set("found", undefined);
      return next;
    case "if":
      return runBranches(frame, step);
    case "exit":
      return runExit(frame, step);
    case "return":
      return runReturn(frame, step);
    case "raise":
      return raise(frame, step);
    case "assert":
      return runAssert(frame, step.condition);
    case "commit":
    case "rollback":
      endTransaction(frame, step.kind);
      return next;
    default:
      return runLoop(frame, step);
  }
}

function assign(frame: Frame, variable: number, value: InnerSql, whole: boolean): void {
  const result = frame.value(value);
  const name = frame.program.variables[variable]?.name ?? "";
  const template = whole && result === undefined ? templateOf(frame, value) : undefined;
  frame.set(variable, whole ? result : undefined);
  if (template === undefined) frame.templates.delete(name);
  else frame.templates.set(name, template);
}

/** A block with handlers is a subtransaction: an error takes back what it did, its locks too. */
function runBlock(frame: Frame, block: Block): Flow {
  for (const number of block.declared) {
    const initial = frame.program.variables[number]?.initial;
    if (initial === undefined) frame.set(number, frame.value(initial));
    else assign(frame, number, initial, true);
  }
  if (block.handlers === undefined) return leaveLabel(block, runSteps(frame, block.steps));
  return leaveLabel(block, runGuarded(frame, block));
}

function runGuarded(frame: Frame, block: Block): Flow {
  const { execution } = frame;
  const undo = execution.savepoint();
  const { uncertain, guarded } = frame;
  const { pending } = execution;
  const { mayBeCaught } = frame;
  frame.uncertain = false;
  frame.guarded = true;
  frame.mayBeCaught ||= mayRaise(frame);
  try {
    const flow = runSteps(frame, block.steps);
    forgetCaught(frame, block, pending);
    if (frame.mayBeCaught) runHandlers(frame, block);
    // What made the rest uncertain inside does so after the block too.
    frame.uncertain ||= uncertain;
    return flow;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const handler = handlerFor(block, error.failure.sqlstate);
    if (handler === undefined) throw error;
    undo();
    frame.uncertain = uncertain;
    frame.guarded = guarded;
    frame.values.set("sqlstate", error.failure.sqlstate);
    frame.values.set("sqlerrm", error.failure.message);
    return runSteps(frame, handler.steps);
  } finally {
    frame.guarded = guarded;
    frame.mayBeCaught = mayBeCaught;
    frame.uncertain ||= uncertain;
  }
}

/** Where the history is not complete, a block may come upon what it does not expect. */
function mayRaise({ execution }: Frame): boolean {
  return execution.target.assumesMissing === true && !isComplete(execution, []);
}

/** Each handler may be the one that runs, in place of what the block did. */
function runHandlers(frame: Frame, { handlers = [] }: Block): void {
  const { uncertain } = frame;
  frame.values.set("sqlstate", undefined);
  frame.values.set("sqlerrm", undefined);
  runPossible(frame, [[], ...handlers.map(({ steps }) => steps)]);
  // A handler that raises again ends the statement: what follows runs after the others.
  frame.uncertain = uncertain;
}

function handlerFor(
  { handlers = [] }: Block,
  sqlstate: string,
): { readonly steps: readonly ProgramStep[] } | undefined {
  return handlers.find(({ conditions }) => catches(conditions, sqlstate));
}

/** An error that comes only with certain rows is caught like any other. */
function forgetCaught(frame: Frame, block: Block, before: Frame["execution"]["pending"]): void {
  const { pending } = frame.execution;
  if (pending === before || pending === undefined) return;
  if (handlerFor(block, pending.sqlstate) !== undefined) frame.execution.pending = before;
}

function leaveLabel({ label }: Block, flow: Flow): Flow {
  return flow.kind === "exit" && flow.label !== undefined && flow.label === label ? next : flow;
}

function runExit(frame: Frame, step: Extract<ProgramStep, { kind: "exit" }>): Flow {
  const flow: Flow = { kind: "exit", label: step.label, isContinue: step.isContinue };
  frame.mayHaveLeft ||= step.label !== undefined && frame.uncertain;
  if (step.condition === undefined) return flow;
  const truth = asTruth(frame.value(step.condition));
  if (truth === undefined) {
    frame.uncertain = true;
    frame.mayHaveLeft ||= step.label !== undefined;
  }
  return truth === true ? flow : next;
}

function runReturn(frame: Frame, { value, variable }: Extract<ProgramStep, { kind: "return" }>): Flow {
  const name = variable === undefined ? undefined : frame.program.variables[variable]?.name;
  const result = name === undefined ? frame.value(value) : frame.values.get(name);
  frame.mayHaveLeft ||= frame.uncertain;
  frame.returned = frame.uncertain || isRow(result) ? undefined : result;
  return left;
}

function runAssert(frame: Frame, condition: InnerSql): Flow {
  const truth = asTruth(frame.value(condition));
  if (truth === false || truth === null) return frame.execution.fail("P0004", "assertion failed");
  return next;
}

/** COMMIT and ROLLBACK in a procedure; what is locked until then counts as locked. */
function endTransaction(frame: Frame, command: "commit" | "rollback"): void {
  const { execution } = frame;
  if (frame.guarded && !execution.surroundings.atomic)
    execution.fail(
      "2D000",
      `cannot ${command === "commit" ? "commit" : "roll back"} while a subtransaction is active`,
    );
  if (execution.surroundings.atomic) execution.fail("2D000", "invalid transaction termination");
  execution.recorder.ran.committed();
  endLocalSettings(execution);
  if (command === "rollback") execution.partly("what its ROLLBACK undoes is not followed");
}

/** What SET LOCAL set, and what else waits for the end of the transaction, is gone in the one that follows. */
function endLocalSettings({ edit }: Frame["execution"]): void {
  for (const [key] of edit.all("localSetting"))
    edit.put({ collection: "localSetting", key, value: undefined });
}
