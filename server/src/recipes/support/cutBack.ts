import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { Catalogs } from "../history.ts";
import type { Refusal } from "../recipe.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
import { startWithComments } from "./commentsAbove.ts";
import { isSet } from "./cutObstacle.ts";
import type { FileEdit } from "./edits.ts";
import { endWithMark, unmarked } from "./marks.ts";
import { undoingAnywhere } from "./undoingAnywhere.ts";

/** The down of the second half, and what takes it out of the first one's. */
export interface CutBack {
  readonly text: string;
  readonly edits: readonly FileEdit[];
}

/**
 * The part of the down that comes to the catalog before the statement, or before the first one from there on that
 * must not run again: the shortest that does, or where none does, the statements that together do. None where the file
 * does not come back at all, or where all that moved may run again.
 */
export function undoing(down: AnalysedSection, input: RewriteInput): CutBack | Refusal {
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
  if (count < 0 && comesBack && once !== undefined) return scattered(down, input, wanted);
  const last = statements[count - 1];
  if (last === undefined) return { text: "", edits: [] };
  const content = text(path);
  const end = endOf(content, last);
  return {
    text: unmarked(content.slice(span.start, end)),
    edits: [{ path, span: { start: span.start, end }, newText: "" }],
  };
}

/** Statements that do not stand together, with the comments above them. */
function scattered(
  down: AnalysedSection,
  input: RewriteInput,
  wanted: readonly Catalogs[],
): CutBack | Refusal {
  const { path } = down;
  const content = input.text(path);
  const found = undoingAnywhere(down, input, wanted);
  if (found === undefined)
    return {
      refused:
        "The down does not undo the file in two halves: nowhere in it things are as they are before this statement. Divide both by hand.",
    };
  const pieces = found.moved.map((each) => {
    const span = { start: startWithComments(content, down, each.span.start), end: endOf(content, each) };
    // The last statement of a file may lack its semicolon.
    const isEnded = content.slice(each.span.end, span.end).includes(";");
    const piece = unmarked(content.slice(span.start, span.end)) + (isEnded ? "" : ";");
    return { piece, edits: isSet(each) ? [] : [{ path, span, newText: "" }] };
  });
  return {
    text: pieces.map(({ piece }) => piece).join("\n"),
    edits: pieces.flatMap(({ edits }) => edits),
  };
}

/** With its semicolon, and the mark that closes it. */
export function endOf(content: string, { span }: AnalysedStatement): number {
  const semicolon = /^\s*;[ \t]*\n?/.exec(content.slice(span.end))?.[0].length ?? 0;
  return endWithMark(content, span.end + semicolon);
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
