import type { Span } from "../../sql/span.ts";

/** A replacement in a file of the project; the span is UTF-16 in the present text. */
export interface FileEdit {
  readonly path: string;
  readonly span: Span;
  readonly newText: string;
}

/** Takes a statement out with its semicolon and, where nothing else stands there, its lines. */
export function removal(path: string, text: string, span: Span): FileEdit {
  let { start, end } = span;
  const semicolon = /^\s*;/.exec(text.slice(end));
  if (semicolon !== null) end += semicolon[0].length;
  const before = /(^|\n)[ \t]*$/.exec(text.slice(0, start));
  const after = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (before !== null && after !== null) {
    start -= before[0].length - (before[1]?.length ?? 0);
    end += after[0].length;
  }
  return { path, span: { start, end }, newText: "" };
}

/** Applies edits of one file, which must not overlap. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((now, { span, newText }) => now.slice(0, span.start) + newText + now.slice(span.end), text);
}

/** The smallest single edit that turns one text into another. */
export function difference(path: string, before: string, after: string): FileEdit | undefined {
  if (before === after) return undefined;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { path, span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** Edits that end lines as the text does. */
export function withLineEnds(before: string, edits: readonly FileEdit[]): readonly FileEdit[] {
  if (!before.includes("\r\n")) return edits;
  return edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, "\r\n") }));
}
