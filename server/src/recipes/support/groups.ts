import type { MigrationDraft } from "../../formats/format.ts";
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

/** What a project asks of its migrations. */
export interface DraftLimits {
  /** PostgreSQL notation, e.g. `5s`. */
  readonly lockTimeout: string;
  readonly hasDown: boolean;
  /** One more line for the header. */
  readonly note?: string;
}

/** A group as a migration of its own: a header that says what it is, then its statements. */
export function draftOf(
  group: Group,
  plan: Plan,
  { lockTimeout, hasDown, note }: DraftLimits,
): MigrationDraft {
  const script = (statements: readonly string[]): string =>
    limited(group, statements, limitOf(lockTimeout))
      .map((statement) => `${statement};`)
      .join("\n");
  const down = group.down.length === 0 ? "-- Nothing to undo." : script(group.down);
  return {
    name: nameOf(group, plan),
    up: [...header(group, plan), ...(note === undefined ? [] : [`-- ${note}`]), script(group.up)].join("\n"),
    ...(hasDown ? { down } : {}),
    autocommit: group.autocommit,
  };
}

/** With `limit` first, but not outside a transaction: there lock_timeout would leave an INVALID index. */
export function limited(
  group: Group,
  statements: readonly string[],
  limit: readonly string[],
): readonly string[] {
  const has = statements.some((statement) => /^set local lock_timeout\b/i.test(statement));
  return group.autocommit || has || statements.length === 0 ? statements : [...limit, ...statements];
}

/** The statement that limits the wait for locks until the end of the transaction. */
export function limitOf(lockTimeout: string): readonly string[] {
  return [`SET LOCAL lock_timeout = '${lockTimeout}'`];
}

function nameOf(group: Group, plan: Plan): string {
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
