import type { ProgramStep } from "../../sql/program.ts";
import type { Frame } from "./frame.ts";
import { left, next, type Flow } from "./flow.ts";
import { runSteps } from "./steps.ts";
import { asTruth, sameValue, type Value } from "../values/value.ts";

/** IF and CASE: the arm that the catalog decides on, or all that are possible where it does not. */
export function runBranches(frame: Frame, step: Extract<ProgramStep, { kind: "if" }>): Flow {
  if (step.subject !== undefined) frame.set(step.subject.variable, frame.value(step.subject.value));
  const possible: (readonly ProgramStep[])[] = [];
  for (const { condition, steps } of step.arms) {
    const truth = asTruth(frame.value(condition));
    if (truth === true)
      return possible.length === 0 ? runSteps(frame, steps) : runPossible(frame, [...possible, steps]);
    if (truth === undefined) possible.push(steps);
  }
  if (step.otherwise === undefined && step.isCase && possible.length === 0)
    return frame.execution.fail("20000", "case not found");
  const otherwise = step.otherwise ?? [];
  return possible.length === 0 ? runSteps(frame, otherwise) : runPossible(frame, [...possible, otherwise]);
}

/** Each of the branches may be the one that runs; afterwards only what all of them agree on is known. */
export function runPossible(frame: Frame, branches: readonly (readonly ProgramStep[])[]): Flow {
  const before = new Map(frame.values);
  const { uncertain } = frame;
  const outcomes = inOrder(frame, branches).map((steps) => {
    restore(frame, before);
    frame.uncertain = true;
    const flow = runSteps(frame, steps);
    return { flow, values: new Map(frame.values) };
  });
  const staying = outcomes.filter(({ flow }) => flow.kind === "next");
  merge(
    frame,
    before,
    staying.map(({ values }) => values),
  );
  // Where some branches leave, whether what follows runs is open.
  frame.uncertain = uncertain || staying.length < outcomes.length;
  return staying.length === 0
    ? outcomes.every(({ flow }) => flow.kind === "left")
      ? left
      : (outcomes.at(-1)?.flow ?? next)
    : next;
}

/**
 * In an open world what one branch creates is what another finds: the one that finds goes first, so that it is an old
 * relation which is changed there.
 */
function inOrder(
  { execution }: Frame,
  branches: readonly (readonly ProgramStep[])[],
): readonly (readonly ProgramStep[])[] {
  if (execution.target.assumesMissing !== true) return branches;
  const creating = branches.filter(creates);
  return [...branches.filter((steps) => !creating.includes(steps)), ...creating];
}

/** Whether a branch creates something, or gives something a new name, in a statement of its own. */
function creates(steps: readonly ProgramStep[]): boolean {
  return steps.some((step) => {
    const inner = step.kind === "sql" ? step.sql.read() : undefined;
    return (
      inner?.ok === true &&
      inner.statements.some(({ node }) =>
        Object.keys(node).some((kind) => /^(?:Create|View|Index|Rename|Define|Composite)/u.test(kind)),
      )
    );
  });
}

function restore(frame: Frame, values: ReadonlyMap<string, Value>): void {
  frame.values.clear();
  for (const [name, value] of values) frame.values.set(name, value);
}

function merge(
  frame: Frame,
  before: ReadonlyMap<string, Value>,
  outcomes: readonly ReadonlyMap<string, Value>[],
): void {
  const [first, ...others] = outcomes;
  restore(frame, first ?? before);
  for (const [name, value] of first ?? [])
    if (!others.every((other) => sameValue(other.get(name), value))) frame.values.set(name, undefined);
}
