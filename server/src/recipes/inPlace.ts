import type { Section } from "../formats/format.ts";
import type { AnalysedSection, AnalysedStatement } from "../rules/rule.ts";
import type { Plan } from "./recipe.ts";
import type { RewriteInput } from "./rewriteInput.ts";
import { directiveEdits } from "./support/directive.ts";
import { removal, type FileEdit } from "./support/edits.ts";
import { groupsOf, header, sqlOf, statementsOf, type Group } from "./support/groups.ts";
import { limited } from "./support/limits.ts";
import { sectionsAfter } from "./support/sectionsAfter.ts";
import { sendingAt, sendingOf, type Sending } from "./support/sending.ts";
import { missingLimit } from "./support/subject.ts";

/**
 * Where the first group goes: `here`, in place of the statement; `directive`, in place, with the tool told to run
 * the file outside a transaction; `together`, in place, since the tool sends what is more than one statement in one
 * transaction; `apart`, into a file of its own.
 */
export type Place = "here" | "directive" | "together" | "apart" | "nowhere";

export function inPlace(group: Group, plan: Plan, place: Place, input: RewriteInput): readonly FileEdit[] {
  const { section, statement } = input.facts;
  if (place === "together") return [replaced(group, plan, input, place)];
  if (place !== "directive")
    return [replaced(group, plan, input, sendingAt(section, statement)), ...downEdits(group, plan, input)];
  const edited = (up: Sending, down?: Sending): readonly FileEdit[] =>
    directiveEdits([replaced(group, plan, input, up), ...downEdits(group, plan, input, down)], input);
  // How the tool sends the file is seen by reading it again with the directive.
  const now = sectionsAfter(edited("together", "together"), input);
  const sending = (direction: Section["direction"]): Sending | undefined => {
    const found = now.find((each) => each.direction === direction);
    return found === undefined ? undefined : sendingOf(found);
  };
  return edited(sending("up") ?? "together", sending("down"));
}

/** The group in place of the statement. */
function replaced(group: Group, plan: Plan, input: RewriteInput, sending: Sending): FileEdit {
  const { section, statement } = input.facts;
  if (group.up.length === 0 && plan.rollout !== undefined) return commented(header(group, plan), input);
  const before = input.text(section.path).slice(0, statement.span.start);
  return replacement(
    { path: section.path, span: statement.span },
    lead(group, plan, before),
    limited(group, statementsOf(group, "up", sending), missingLimit(input.facts), sending),
    input,
  );
}

/**
 * The group's down: in place of the statement that undoes the original. Where the file undoes nothing of it, what
 * later steps go back to would stay for ever, so the down comes first there.
 */
export function downEdits(
  group: Group,
  plan: Plan,
  input: RewriteInput,
  sent?: Sending,
): readonly FileEdit[] {
  if (group.down.length === 0) return [];
  const { down, text, format, facts } = input;
  const undo = inverseOf(input);
  if (undo !== undefined) {
    const sending = sent ?? sendingAt(undo.section, undo.statement);
    const statements = limited(group, statementsOf(group, "down", sending), facts.lockTimeout, sending);
    const place = { path: undo.section.path, span: undo.statement.span };
    return [replacement(place, "", statements, input), ...restoredParts(input)];
  }
  const goesOn = groupsOf(plan).length > 1 || plan.pending.length > 0;
  if (!goesOn || down === undefined || facts.section.direction === "down") return [];
  const { path, span } = down;
  const lineBreak = /(^|\n)$/.test(text(path).slice(0, span.start)) ? "" : "\n";
  const sending = sent ?? sendingOf(down);
  const statements = limited(group, statementsOf(group, "down", sending), facts.lockTimeout, sending);
  const plain = `${sqlOf(statements)};`;
  const newText = `${lineBreak}${format.embed?.(plain) ?? plain}\n`;
  return [{ path, span: { start: span.start, end: span.start }, newText }];
}

/** Statements in the place of one, whose semicolon stays unless the tool wants marks around them. */
function replacement(
  { path, span }: Pick<FileEdit, "path" | "span">,
  comments: string,
  statements: readonly string[],
  { format, text }: RewriteInput,
): FileEdit {
  const plain = sqlOf(statements);
  const marked = format.embed?.(`${plain};`) ?? `${plain};`;
  // What needs no marks is only laid out otherwise.
  if (marked.replace(/\s/g, "") === `${plain};`.replace(/\s/g, ""))
    return { path, span, newText: comments + plain };
  const content = text(path);
  const semicolon = /^\s*;/.exec(content.slice(span.end))?.[0].length ?? 0;
  const start = /(^|\n)$/.test(content.slice(0, span.start) + comments) ? "" : "\n";
  return { path, span: { ...span, end: span.end + semicolon }, newText: comments + start + marked };
}

/** The comments of a rollout, on lines of their own; a plan that ends here needs none. */
function lead(group: Group, plan: Plan, before: string): string {
  if (plan.rollout === undefined) return "";
  const start = /(^|\n)[ \t]*$/.test(before) ? "" : "\n";
  return `${start}${header(group, plan).join("\n")}\n`;
}

/** Comments on lines of their own in place of the statement. */
export function commented(lines: readonly string[], { facts, text }: RewriteInput): FileEdit {
  const { section, statement } = facts;
  const content = text(section.path);
  const edit = removal(section.path, content, statement.span);
  const start = /(^|\n)[ \t]*$/.test(content.slice(0, edit.span.start)) ? "" : "\n";
  return { ...edit, newText: `${start}${lines.join("\n")}\n` };
}

/** Statements of the down about parts of what comes back, which come back with it. */
export function restoredParts(input: RewriteInput): readonly FileEdit[] {
  const { recipe, facts, down, text } = input;
  if (down === undefined || facts.section.direction === "down") return [];
  const own = inverseOf(input)?.statement;
  return down.statements
    .filter((each) => each !== own && recipe.restoresPart?.(each.statement, facts) === true)
    .map(({ span }) => removal(down.path, text(down.path), span));
}

export function inverseOf({
  recipe,
  facts,
  down,
}: RewriteInput): { readonly section: AnalysedSection; readonly statement: AnalysedStatement } | undefined {
  if (facts.section.direction === "down") return undefined;
  const statement = down?.statements.find((candidate) => recipe.isInverse(candidate.statement, facts));
  return down === undefined || statement === undefined ? undefined : { section: down, statement };
}
