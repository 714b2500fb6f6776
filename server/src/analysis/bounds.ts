import type { ReadPart } from "./input.ts";

/**
 * Statements of a part of a file that are read and analysed. Each takes some kilobytes, for each major; a file with
 * more is data, and would take all memory.
 */
export const mostStatements = 100_000;

/** What was read of a section, without the statements that are too many; the first of those is told. */
export function bounded(part: ReadPart, most = mostStatements): ReadPart {
  if (part.pieces.length <= most) return part;
  const pieces = part.pieces.filter(({ kind }) => kind === "statement");
  const beyond = pieces[most];
  if (beyond === undefined) return part;
  const message = `This file has ${pieces.length} statements: those from here on are not analysed, since the limit is ${most}. Load data apart from the schema, with COPY or in files of their own.`;
  const problem = { code: "too-many-statements", message, span: beyond.span };
  return {
    ...part,
    statements: part.statements.slice(0, most),
    problems: [...part.problems.filter(({ span }) => span.start < beyond.span.start), problem],
  };
}
