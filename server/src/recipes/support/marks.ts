import type { Span } from "../../sql/span.ts";

const mark = /^[ \t]*--[ \t]*\+\w+[ \t]+Statement(?:Begin|End)[ \t]*$\n?/gim;
const ending = /^\s*--[ \t]*\+\w+[ \t]+StatementEnd[ \t]*(?=\n|$)/i;

/** SQL without the marks that goose and its like have around a statement; their format writes them anew. */
export function unmarked(sql: string): string {
  return sql.replace(mark, "").trim();
}

/** Where a statement that ends at `end` is over together with the mark that closes it. */
export function endWithMark(text: string, end: number): number {
  return end + (ending.exec(text.slice(end))?.[0].length ?? 0);
}

const opening = /(?:^|\n)([ \t]*--[ \t]*\+\w+[ \t]+StatementBegin[ \t]*\n)\s*$/i;

/** A statement with the marks around it and its semicolon, where it has such; else itself. */
export function spanWithMarks(text: string, { start, end }: Span): Span {
  const [, open] = opening.exec(text.slice(0, start)) ?? [];
  const semicolon = /^\s*;/.exec(text.slice(end))?.[0].length ?? 0;
  const close = endWithMark(text, end + semicolon);
  if (open === undefined || close === end + semicolon) return { start, end };
  return { start: text.slice(0, start).lastIndexOf(open), end: close };
}
