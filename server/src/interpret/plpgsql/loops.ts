import type { ProgramStep } from "../../sql/program.ts";
import type { Frame } from "./frame.ts";
import { asDeclared } from "./declared.ts";
import { unknownText } from "./embedded.ts";
import { setIn } from "./setIn.ts";
import { runStatement } from "./statement.ts";
import { next, type Flow } from "./flow.ts";
import { runSteps } from "./steps.ts";
import { templatesOf } from "./template.ts";
import { asNumber, asTruth, firstField, isList, type Row } from "../values/value.ts";

type LoopStep = Extract<
  ProgramStep,
  { readonly steps: readonly ProgramStep[]; readonly label: string | undefined }
>;
type AnyLoop = Exclude<LoopStep, { readonly kind: "block" }>;

/** More rounds than this are not followed one by one. */
const mostRounds = 500;

/** Runs a loop round by round where the rounds are known, else once, as something that may happen. */
export function runLoop(frame: Frame, step: AnyLoop): Flow {
  switch (step.kind) {
    case "for-integers":
      return rounds(frame, step, integers(frame, step), (value) => frame.values.set(step.variable, value));
    case "for-array": {
      const items = frame.value(step.array);
      const known = isList(items) ? items.items : items === null ? [] : undefined;
      return rounds(frame, step, known, (value) => {
        frame.set(step.variable, value);
      });
    }
    case "for-query":
      return rounds(frame, step, rowsFor(frame, step), (value) => {
        setRow(frame, step.variables, value);
        if (value === undefined) noteTemplates(frame, step);
      });
    default:
      return whileTrue(frame, step);
  }
}

function rounds<T>(
  frame: Frame,
  step: AnyLoop,
  items: readonly T[] | undefined,
  set: (item: T | undefined) => void,
): Flow {
  if (items === undefined || items.length > mostRounds) {
    return once(frame, step, () => {
      set(undefined);
    });
  }
  for (const item of items) {
    if (frame.execution.budget.isSpent)
      return once(frame, step, () => {
        set(undefined);
      });
    set(item);
    const flow = runSteps(frame, step.steps);
    const ended = endOfRound(step, flow);
    if (ended !== undefined) return ended;
  }
  return next;
}

/** Undefined where the loop goes on. */
function endOfRound(step: AnyLoop, flow: Flow): Flow | undefined {
  if (flow.kind === "next") return undefined;
  if (flow.kind === "left") return flow;
  if (flow.label !== undefined && flow.label !== step.label) return flow;
  return flow.isContinue ? undefined : next;
}

/** All rounds at once: nothing that the body sets is known beforehand, since it may have run before. */
function once(frame: Frame, step: AnyLoop, prepare: () => void): Flow {
  const { uncertain } = frame;
  const changed = [...setIn(frame.program, step.steps)].filter((name) => frame.values.has(name));
  for (const name of changed) frame.values.set(name, undefined);
  frame.uncertain = true;
  prepare();
  const flow = runSteps(frame, step.steps);
  for (const name of changed) frame.values.set(name, undefined);
  frame.uncertain = uncertain || frame.mayHaveLeft || flow.kind !== "next";
  return next;
}

/** Round by round as long as that leads anywhere: a round that changes nothing is like all that follow. */
function whileTrue(frame: Frame, step: Extract<AnyLoop, { kind: "loop" | "while" }>): Flow {
  for (let round = 0; round < mostRounds && !frame.execution.budget.isSpent; round++) {
    const truth = step.kind === "while" ? asTruth(frame.value(step.condition)) : true;
    if (truth === false || truth === null) return next;
    if (truth === undefined || frame.uncertain) break;
    const { version } = frame.execution;
    const before = new Map(frame.values);
    const ended = endOfRound(step, runSteps(frame, step.steps));
    if (ended !== undefined) return ended;
    const isSame = [...frame.values].every(([name, value]) => before.get(name) === value);
    if (isSame && version === frame.execution.version) return next;
  }
  return once(frame, step, () => undefined);
}

function integers(
  frame: Frame,
  step: Extract<AnyLoop, { kind: "for-integers" }>,
): readonly number[] | undefined {
  const from = asNumber(frame.value(step.from));
  const to = asNumber(frame.value(step.to));
  const by = step.by === undefined ? 1 : asNumber(frame.value(step.by));
  if (typeof from !== "number" || typeof to !== "number" || typeof by !== "number" || by <= 0)
    return undefined;
  const found: number[] = [];
  const sign = step.reverse ? -1 : 1;
  for (let at = from; (to - at) * sign >= 0 && found.length <= mostRounds; at += by * sign) found.push(at);
  return found;
}

/** The rows of a query on the catalog; what the query reads of tables is locked. */
function rowsFor(frame: Frame, step: Extract<AnyLoop, { kind: "for-query" }>): readonly Row[] | undefined {
  if (step.query === undefined) return undefined;
  const query = step.dynamic ? textQuery(frame, step) : step.query.read();
  const [statement] = query?.ok === true ? query.statements : [];
  if (statement === undefined) return undefined;
  const found = runStatement(frame.execution, frame.variable, statement);
  return found?.complete === true ? found.rows : undefined;
}

/** What is known of the texts in each row, where the rows are not. */
function noteTemplates(frame: Frame, step: Extract<AnyLoop, { kind: "for-query" }>): void {
  const select = step.query === undefined || step.dynamic ? undefined : frame.query(step.query);
  if (select === undefined) return;
  const [only = "", second] = step.variables;
  const found = templatesOf(frame, select);
  found.forEach(({ name, template }, at) => {
    if (template === undefined) return;
    if (second === undefined && at === 0) frame.templates.set(only, template);
    frame.templates.set(second === undefined ? `${only}.${name}` : (step.variables[at] ?? ""), template);
  });
}

function textQuery(
  frame: Frame,
  { query }: Extract<AnyLoop, { kind: "for-query" }>,
): ReturnType<Frame["program"]["read"]> | undefined {
  const text = frame.value(query);
  if (typeof text === "string") return frame.program.read(text);
  frame.execution.partly(unknownText(frame, query));
  return undefined;
}

function setRow(frame: Frame, variables: readonly string[], value: Row | undefined): void {
  const [only, second] = variables;
  if (only !== undefined && second === undefined) {
    const type = frame.program.variables.find(({ name }) => name === only)?.type ?? "";
    const isRow = isRecordType(type) || value === undefined;
    frame.values.set(only, isRow ? value : asDeclared(firstField(value), type));
    return;
  }
  const fields = value === undefined ? [] : [...value.fields.values()];
  variables.forEach((name, index) => frame.values.set(name, fields[index]));
}

function isRecordType(type: string): boolean {
  return type === "" || type === "record" || type.endsWith("%rowtype");
}
