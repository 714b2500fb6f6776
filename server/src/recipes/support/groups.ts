import type { MigrationDraft } from "../../formats/format.ts";
import type { Plan, RecipeFacts, Step } from "../recipe.ts";

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

/** A group as a migration of its own: a header that says what it is, then its statements. */
export function draftOf(
  group: Group,
  plan: Plan,
  { facts }: { readonly facts: RecipeFacts },
): MigrationDraft {
  const limit = group.autocommit ? [] : [`SET LOCAL lock_timeout = '${facts.lockTimeout}'`];
  const script = (statements: readonly string[]): string =>
    [...limit, ...statements].map((statement) => `${statement};`).join("\n");
  const down = group.down.length === 0 ? undefined : script(group.down);
  return {
    name: nameOf(group, plan),
    up: `${header(group, plan)}\n${script(group.up)}`,
    ...(down === undefined ? {} : { down }),
    autocommit: group.autocommit,
  };
}

function nameOf(group: Group, plan: Plan): string {
  const [step] = group.steps;
  const several = plan.steps.some(({ transaction }, index) => index > 0 && transaction !== "same");
  return several && step?.suffix !== undefined ? `${plan.name}_${step.suffix}` : plan.name;
}

function header(group: Group, plan: Plan): string {
  const lines = group.steps.flatMap(({ deployBefore, title, phase }) => [
    ...(deployBefore === undefined ? [] : [`-- Deploy first: ${deployBefore}`]),
    `-- ${phase}: ${title}`,
  ]);
  return [`-- ${plan.title}`, ...lines].join("\n");
}
