import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { applyEdits, removal, type FileEdit } from "./edits.ts";

/** What stands for statements that are all in other files now: some tools refuse a file in which nothing is left. */
export const movedAway = "-- Moved into a migration of its own.\n";

/**
 * Settings of a transaction in which nothing is left to do, once edits have taken all other statements of a section
 * away: a file of them alone looks as if it did something.
 */
export function settingsAlone(edits: readonly FileEdit[], input: RewriteInput): readonly FileEdit[] {
  const { facts, down } = input;
  return [facts.section, ...(down === undefined || down === facts.section ? [] : [down])].flatMap((section) =>
    inSection(section, edits, input),
  );
}

function inSection(
  section: AnalysedSection,
  edits: readonly FileEdit[],
  { text }: RewriteInput,
): readonly FileEdit[] {
  const { path, span, statements } = section;
  const own = edits.filter(
    (each) => each.path === path && each.span.start >= span.start && each.span.start <= span.end,
  );
  const isGone = (each: AnalysedStatement): boolean =>
    own.some((edit) => edit.span.start <= each.span.start && each.span.end <= edit.span.end);
  const left = statements.filter((each) => !isGone(each));
  const isEmptied = left.length < statements.length && left.every(isLocalSetting);
  if (left.length === 0 || !isEmptied || own.some(({ newText }) => hasStatement(newText))) return [];
  const content = text(path);
  const removals = left.map((each) => removal(path, content, each.span));
  const beside = [...own, ...removals];
  const shifted = beside.map((each) => ({
    ...each,
    span: { start: each.span.start - span.start, end: each.span.end - span.start },
  }));
  // The line break behind the last statement may belong to what follows.
  const end = Math.max(span.end, ...beside.map((each) => each.span.end));
  const remains = applyEdits(content.slice(span.start, end), shifted).trim() !== "";
  const [first, ...rest] = removals;
  return first === undefined || remains ? removals : [{ ...first, newText: movedAway }, ...rest];
}

function isLocalSetting({ statement: { node } }: AnalysedStatement): boolean {
  return node !== undefined && "VariableSetStmt" in node && node.VariableSetStmt.is_local === true;
}

function hasStatement(text: string): boolean {
  return text.split("\n").some((line) => line.trim() !== "" && !line.trimStart().startsWith("--"));
}
