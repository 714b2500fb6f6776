import { isSpace } from "../sql/lexer.ts";
import { lineEnd } from "../sql/lexQuotes.ts";
import type { Span } from "../sql/span.ts";
import type { Direction, FileTree, FormatProblem, Section, TransactionMode } from "./format.ts";

/** A byte order mark that the decoder left at the start of a file. */
export const byteOrderMark = "\uFEFF";

/**
 * Narrows a span so that it neither starts nor ends with what PostgreSQL skips, nor starts with the file's byte order
 * mark. Any other blank, e.g. a no-break space, is part of a name for PostgreSQL and stays.
 */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return { start, end };
}

function isBlank(text: string, index: number): boolean {
  return isSpace(text.charCodeAt(index)) || (index === 0 && text.startsWith(byteOrderMark));
}

/** The text of a file, or undefined and a problem where it cannot be read as text. */
export function readText(tree: FileTree, path: string, problems: FormatProblem[]): string | undefined {
  const text = tree.text(path);
  if (text !== undefined) return text;
  const unread = tree.unread?.(path);
  if (unread !== undefined) {
    problems.push({ ...unread, path, span: { start: 0, end: 0 } });
    return undefined;
  }
  problems.push({
    code: "not-text",
    path,
    span: { start: 0, end: 0 },
    message: `${path} is not valid UTF-8 text, so its statements are not analysed. Save it as UTF-8.`,
  });
  return undefined;
}

/** The section that a whole file is, from `start` on (UTF-16); an unreadable file is an empty one, so that it stays visible in its place. */
export function wholeFile(
  tree: FileTree,
  path: string,
  direction: Direction,
  transaction: TransactionMode,
  problems: FormatProblem[],
  start = 0,
): Section {
  const text = readText(tree, path, problems) ?? "";
  const span = trimmed(text, { start, end: text.length });
  return { direction, path, span, transaction, splits: false };
}

/** The span of a file's first line, for problems that concern the file as a whole. A `--` comment there ends with it. */
export function firstLine(text: string): Span {
  return { start: 0, end: lineEnd(text, 0, text.length) };
}
