import { downEdits, inPlace, inverseOf, type Place } from "./inPlace.ts";
import type { Plan } from "./recipe.ts";
import type { RewriteInput } from "./rewriteInput.ts";
import { directiveEdits } from "./support/directive.ts";
import type { FileEdit } from "./support/edits.ts";
import type { Group } from "./support/groups.ts";
import { sectionsAfter } from "./support/sectionsAfter.ts";

export function placeOf(group: Group, plan: Plan, input: RewriteInput): Place {
  const { facts, format } = input;
  const { section } = facts;
  const own = group.steps.some(({ transaction }) => transaction === "own");
  if (section.transaction === "autocommit") {
    if (own && becomesTransaction(group, plan, input)) return "together";
    return own || joins(inPlace(group, plan, "here", input), input) ? "apart" : "here";
  }
  if (!group.autocommit) return "here";
  const alone = section.statements.length === 1 && group.up.length === 1 && !sharesDown(group, plan, input);
  if (alone && section.transaction === "implicit") return "here";
  if (!format.canAutocommit) return "nowhere";
  return alone && canBeTold(input) ? "directive" : "apart";
}

/** Whether a line in the migration's own file makes the tool send it outside a transaction: of some tools it stands elsewhere. */
function canBeTold(input: RewriteInput): boolean {
  const { path, direction } = input.facts.section;
  if (input.format.beginsFiles === true) return false;
  return sectionsAfter(directiveEdits([], input), input).some(
    (section) => section.path === path && section.direction === direction && section.transaction !== "single",
  );
}

/** Whether the group's down would be sent together with what else the file goes back by. */
function sharesDown(group: Group, plan: Plan, input: RewriteInput): boolean {
  if (downEdits(group, plan, input).length === 0) return false;
  const own = inverseOf(input)?.statement;
  return input.down?.statements.some((statement) => statement !== own) === true;
}

/** Whether edits make the tool send as one string what it sends one by one, as Prisma does what its parser cannot read. */
function joins(edits: readonly FileEdit[], input: RewriteInput): boolean {
  const { section } = input.facts;
  if (section.statements.length === 1) return false;
  const now = sectionsAfter(edits, input).find(
    ({ path, direction }) => path === section.path && direction === section.direction,
  );
  return now !== undefined && now.transaction !== section.transaction;
}

/** Whether the file is nothing but the statement, and runs in one transaction once the group stands there, as of Prisma. */
function becomesTransaction(group: Group, plan: Plan, input: RewriteInput): boolean {
  const { section } = input.facts;
  if (section.statements.length > 1 || input.down !== undefined) return false;
  return sectionsAfter(inPlace(group, plan, "together", input), input).some(
    ({ path, transaction }) =>
      path === section.path && (transaction === "implicit" || transaction === "single"),
  );
}
