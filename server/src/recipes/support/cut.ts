import type { MigrationDraft } from "../../formats/format.ts";
import type { Plan, Refusal } from "../recipe.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { endBeforeRollouts } from "./atEnd.ts";
import { startWithComments } from "./commentsAbove.ts";
import { undoing } from "./cutBack.ts";
import { isSet } from "./cutObstacle.ts";
import type { FileEdit } from "./edits.ts";
import { endWithMark, unmarked } from "./marks.ts";
import { missingLimit } from "./subject.ts";

/** A migration in two: what is taken out of its files, and the second half. */
export interface Cut {
  readonly edits: readonly FileEdit[];
  readonly draft: MigrationDraft;
}

/**
 * Ends a migration before a statement; that and all that stands behind it are the next one. The down is divided
 * such that it comes to the catalog that there was at the statement in between, so that each half undoes what it does.
 */
export function cut(input: RewriteInput, plan: Plan): Cut | Refusal {
  const { facts, text, migration, down } = input;
  const { section, statement } = facts;
  const sameWay = migration.sections.filter(({ direction }) => direction === section.direction);
  if (sameWay.length > 1) return { refused: "The migration has several parts. Divide it by hand." };
  const content = text(section.path);
  const start = startWithComments(content, section, statement.span.start);
  const end = endBeforeRollouts(content, section.span);
  const rest = { path: section.path, span: { start, end: endWithMark(content, end) }, newText: "" };
  const back = down === undefined ? undefined : undoing(down, input);
  if (back !== undefined && "refused" in back) return back;
  const title = plan.steps[0]?.title ?? plan.title;
  const lines = [`-- ${title}.`, ...repeated(input), unmarked(content.slice(start, end))];
  const undo = back?.text ?? "";
  return {
    draft: {
      name: plan.name,
      up: lines.join("\n"),
      ...(down === undefined ? {} : { down: undo === "" ? "-- Nothing to undo." : undo }),
      autocommit: false,
    },
    edits: [rest, ...(back === undefined || undo === "" ? [] : back.edits)],
  };
}

/** The settings of the file so far, which another one begins without, and a limit of the wait where there is none. */
function repeated({ facts }: RewriteInput): readonly string[] {
  const { section, statement, lockTimeout } = facts;
  const before = section.statements.filter(({ span }) => span.start < statement.span.start);
  const sets = before.filter(isSet).map((each) => `${each.statement.text};`);
  const limit = missingLimit(facts) === undefined ? [] : [`SET LOCAL lock_timeout = '${lockTimeout}';`];
  return [...sets, ...limit];
}
