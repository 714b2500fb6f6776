import type { Plan, Step } from "../recipe.ts";
import type { Sending } from "./sending.ts";

/** Steps that go into one migration. */
export interface Group {
  readonly steps: readonly Step[];
  readonly autocommit: boolean;
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** Both where each statement is sent by itself. */
  readonly repeatable: Pick<Step, "up" | "down">;
}

/** The statements of one direction, as they are sent. */
export function statementsOf(group: Group, direction: "up" | "down", sending: Sending): readonly string[] {
  return (sending === "one-by-one" ? group.repeatable : group)[direction];
}

/** A step begins a new migration unless it may share the transaction of the one before. */
export function groupsOf({ steps }: Plan): readonly Group[] {
  const lists: Step[][] = [];
  for (const step of steps) {
    const last = lists[lists.length - 1];
    if (step.transaction === "same" && last !== undefined) last.push(step);
    else lists.push([step]);
  }
  return lists.map((list) => ({
    steps: list,
    autocommit: list[0]?.transaction === "none",
    ...joined(list),
    repeatable: joined(list.map((step) => step.repeatable ?? step)),
  }));
}

function joined(steps: readonly Pick<Step, "up" | "down">[]): Pick<Step, "up" | "down"> {
  return {
    up: steps.flatMap(({ up }) => up),
    down: [...steps].reverse().flatMap(({ down }) => down),
  };
}

/** Statements as a script; the last one has no semicolon, since the original's stays where it is. */
export function sqlOf(statements: readonly string[]): string {
  return statements.join(";\n");
}

/** snake_case, the end of a file's name. */
export function nameOf(group: Group, plan: Plan): string {
  const [step] = group.steps;
  const several = plan.steps.some(({ transaction }, index) => index > 0 && transaction !== "same");
  return several && step?.suffix !== undefined ? `${plan.name}_${step.suffix}` : plan.name;
}

/** Comment lines that say what a migration is, and what is deployed before and after it. */
export function header(group: Group, plan: Plan): readonly string[] {
  const lines = group.steps.flatMap(({ deployBefore, deployAfter, title, phase }) => [
    ...(deployBefore === undefined ? [] : [`-- Deploy first: ${oneLine(deployBefore)}`]),
    `-- ${phase}: ${oneLine(title)}`,
    ...(deployAfter === undefined ? [] : [`-- Deploy after this: ${oneLine(deployAfter)}`]),
  ]);
  return [`-- ${oneLine(plan.title)}`, ...lines];
}

/** Comment lines that stand where a statement was that runs only when the rollout is finished. */
export function later({ title, pending }: Plan): readonly string[] {
  const [first] = pending.flatMap(({ steps }) => steps);
  const deploy = first?.deployBefore === undefined ? [] : [`-- Deploy ${oneLine(first.deployBefore)}; then`];
  return [`-- ${oneLine(title)}`, ...deploy, "-- finish the rollout. Nothing has to run before."];
}

/** Names may hold line breaks, which would end a comment. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
