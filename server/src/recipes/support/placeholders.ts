import { namesOfPlaceholder } from "../../sql/mask.ts";
import type { Statement } from "../../sql/statement.ts";
import type { PendingPhase, Plan, RecipeFacts, Step } from "../recipe.ts";

/** A tool's placeholder, one in quotes, or what may be a variable of psql, in the text of a statement. */
const placeholder =
  /"(?:\{\{[^}]*\}\}|\$\{[^}]*\})"|\{\{[^}]*\}\}|\$\{[^}]*\}|\$%\w+%\$|(?<!:):[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/gu;

/** The placeholders of a tool, by the names that the catalog has in their place. */
export type Placeholders = Readonly<Record<string, string>>;

export function placeholdersOf(
  statements: Iterable<Pick<Statement, "text" | "masked">>,
): Placeholders | undefined {
  const written: Record<string, string> = {};
  for (const { masked, text } of statements)
    if (masked !== text)
      for (const { 0: found, index } of text.matchAll(placeholder)) {
        // A colon may be SQL, which is left as it stands.
        if (masked.startsWith(found, index)) continue;
        // Where it can stand without quotes it need not have them.
        for (const name of namesOfPlaceholder(found.replace(/^"|"$/g, "")))
          if (written[name] === undefined || !found.startsWith('"')) written[name] = found;
      }
  return Object.keys(written).length === 0 ? undefined : written;
}

/** A text with the placeholders again. */
export function withPlaceholders(text: string, written: Placeholders): string {
  // The longest first: one may begin like another.
  const names = Object.keys(written).sort((one, other) => other.length - one.length);
  if (!names.some((name) => text.includes(name))) return text;
  const whole = names.map((name) => (isVariable(written[name]) ? `${name}(?![A-Za-z0-9_$])` : name));
  const pattern = new RegExp(`"(${names.join("|")})"|(?<![A-Za-z0-9_])(?:${whole.join("|")})`, "g");
  return text.replace(pattern, (name, quoted?: string) => written[quoted ?? name] ?? name);
}

/** `:name`, of which nothing else is a part: `_name` stands for it, which other names may begin with. */
function isVariable(placeholder = ""): boolean {
  return placeholder.startsWith(":");
}

/** What is said of a plan, as `planWithPlaceholders`. */
export function saidWithPlaceholders(words: string, { section }: RecipeFacts): string {
  const placeholders = placeholdersOf(section.statements.map(({ statement }) => statement));
  return placeholders === undefined ? words : withPlaceholders(words, placeholders);
}

/** A plan with the placeholders that its statement's section and what ran before have; it remembers them, too. */
export function planWithPlaceholders(plan: Plan, facts: RecipeFacts): Plan {
  const { section } = facts;
  if (section.statements.every(({ statement }) => statement.masked === statement.text)) return plan;
  const all = [...facts.earlier(), ...section.statements].map(({ statement }) => statement);
  const placeholders = placeholdersOf(all);
  if (placeholders === undefined) return plan;
  const { rollout } = plan;
  return {
    ...plan,
    title: withPlaceholders(plan.title, placeholders),
    steps: plan.steps.map((step) => stepWith(step, placeholders)),
    pending: plan.pending.map((phase) => phaseWithPlaceholders(phase, placeholders)),
    ...(rollout === undefined ? {} : { rollout: { ...rollout, placeholders } }),
  };
}

export function phaseWithPlaceholders(phase: PendingPhase, placeholders: Placeholders): PendingPhase {
  return {
    ...phase,
    steps: phase.steps.map((step) => stepWith(step, placeholders)),
    preconditions: phase.preconditions.map((each) => ({
      ...each,
      label: withPlaceholders(each.label, placeholders),
      query: withPlaceholders(each.query, placeholders),
    })),
  };
}

function stepWith(step: Step, placeholders: Placeholders): Step {
  const again = (text: string): string => withPlaceholders(text, placeholders);
  const both = ({ up, down }: Pick<Step, "up" | "down">) => ({ up: up.map(again), down: down.map(again) });
  const { repeatable, deployBefore, deployAfter } = step;
  return {
    ...step,
    ...both(step),
    title: again(step.title),
    ...(repeatable === undefined ? {} : { repeatable: both(repeatable) }),
    ...(deployBefore === undefined ? {} : { deployBefore: again(deployBefore) }),
    ...(deployAfter === undefined ? {} : { deployAfter: again(deployAfter) }),
  };
}
