import type { Plan, Step } from "../recipe.ts";

/** Steps that go into one migration. */
export interface Group {
  readonly steps: readonly Step[];
  readonly autocommit: boolean;
  readonly up: readonly string[];
  readonly down: readonly string[];
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
    up: list.flatMap(({ up }) => up),
    down: [...list].reverse().flatMap(({ down }) => down),
  }));
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

/** Names may hold line breaks, which would end a comment. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
