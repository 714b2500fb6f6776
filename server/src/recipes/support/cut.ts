import type { MigrationDraft } from "../../formats/format.ts";
import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { Catalogs } from "../history.ts";
import type { Plan, Refusal } from "../recipe.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
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
 * Ends a migration before a statement; that and all that stands behind it are the next one. The way back is divided
 * where it has come to the catalog that there was at the statement, so that each half undoes what it does.
 */
export function cut(input: RewriteInput, plan: Plan): Cut | Refusal {
  const { facts, text, migration, down } = input;
  const { section, statement } = facts;
  const sameWay = migration.sections.filter(({ direction }) => direction === section.direction);
  if (sameWay.length > 1) return { refused: "The migration has several parts. Divide it by hand." };
  const content = text(section.path);
  const start = startOf(content, section, statement.span.start);
  const { end } = section.span;
  const rest = { path: section.path, span: { start, end: endWithMark(content, end) }, newText: "" };
  const back = down === undefined ? undefined : undoing(down, input);
  if (back !== undefined && "refused" in back) return back;
  const title = plan.steps[0]?.title ?? plan.title;
  const lines = [`-- ${title}.`, ...repeated(input), unmarked(content.slice(start, end))];
  const undo = back === undefined ? "" : unmarked(text(back.path).slice(back.span.start, back.span.end));
  return {
    draft: {
      name: plan.name,
      up: lines.join("\n"),
      ...(down === undefined ? {} : { down: undo === "" ? "-- Nothing to undo." : undo }),
      autocommit: false,
    },
    edits: [rest, ...(back === undefined || undo === "" ? [] : [back])],
  };
}

/** The comments right above the statement are about it; marks that end another one are not. */
function startOf(content: string, section: AnalysedSection, at: number): number {
  let start = at;
  for (;;) {
    const line = /(?:^|\n)([ \t]*--[^\n]*\n)[ \t]*$/.exec(content.slice(section.span.start, start));
    const comment = line?.[1];
    if (comment === undefined || /StatementEnd/i.test(comment)) return start;
    start = content.lastIndexOf(comment, start);
  }
}

/** The settings of the file so far, which another one begins without, and a limit of the wait where there is none. */
function repeated({ facts }: RewriteInput): readonly string[] {
  const { section, statement, lockTimeout } = facts;
  const before = section.statements.filter(({ span }) => span.start < statement.span.start);
  const sets = before.filter(isSet).map((each) => `${each.statement.text};`);
  const limit = missingLimit(facts) === undefined ? [] : [`SET LOCAL lock_timeout = '${lockTimeout}';`];
  return [...sets, ...limit];
}

/**
 * The part of the way back that comes to the catalog before the statement, or before the first one from there on that
 * must not run again: the shortest that does. None where the file does not come back at all, or where all that moved
 * may run again.
 */
function undoing(down: AnalysedSection, input: RewriteInput): FileEdit | Refusal {
  const { facts, text } = input;
  const { statements, span, path } = down;
  const { start } = facts.statement.span;
  const moved = facts.section.statements.filter((each) => each.span.start >= start);
  const once = moved.find((each) => !isRepeatable(each));
  const wanted = [facts.statement, ...(once === undefined ? [] : [once])].map(catalogsBefore);
  const isSame = (one: Catalogs, other: Catalogs): boolean =>
    differencesBetween(one, other, facts.grammar).length === 0;
  const count = statements.findIndex((each) => wanted.some((one) => isSame(one, catalogsBefore(each))));
  const comesBack = isSame(catalogsBefore(facts.section.statements[0]), catalogsAfter(statements.at(-1)));
  if (count < 0 && comesBack && once !== undefined)
    return {
      refused:
        "The way back does not undo the file in two halves: nowhere in it things are as they are before this statement. Divide both by hand.",
    };
  const last = statements[count - 1];
  if (last === undefined) return { path, span: { start: span.start, end: span.start }, newText: "" };
  const content = text(path);
  const semicolon = /^\s*;[ \t]*\n?/.exec(content.slice(last.span.end))?.[0].length ?? 0;
  const end = endWithMark(content, last.span.end + semicolon);
  return { path, span: { start: span.start, end }, newText: "" };
}

/** Whether a statement does nothing new on top of what it did. */
function isRepeatable({ statement: { kind, node } }: AnalysedStatement): boolean {
  if (kind === "UpdateStmt" || kind === "DeleteStmt" || kind === "SelectStmt" || kind === "VariableSetStmt")
    return true;
  if (node === undefined || !("AlterTableStmt" in node)) return false;
  const { cmds = [] } = node.AlterTableStmt;
  return cmds.every((cmd) => "AlterTableCmd" in cmd && cmd.AlterTableCmd.subtype === "AT_ValidateConstraint");
}

function catalogsBefore(statement: AnalysedStatement | undefined): Catalogs {
  return new Map([...(statement?.entries ?? [])].map(([major, { before }]) => [major, before]));
}

function catalogsAfter(statement: AnalysedStatement | undefined): Catalogs {
  return new Map([...(statement?.entries ?? [])].map(([major, { after }]) => [major, after]));
}
