import type { QueryResult } from "../../../server/src/protocol.ts";

/** Lays a result out as psql does: a header, a rule, one line per row, and how many rows there were. */
export function textTable({ columns, rows, command, truncated }: QueryResult): string {
  if (columns.length === 0) return `${command}\n`;
  const cells = rows.map((row) => columns.map((_, index) => display(row[index] ?? null)));
  const widths = columns.map((name, index) =>
    Math.max(width(name), ...cells.map((row) => width(row[index] ?? ""))),
  );
  const numeric = columns.map((_, index) => isNumeric(rows.map((row) => row[index] ?? null)));
  const lines = [
    columns.map((name, index) => ` ${centred(name, widths[index] ?? 0)} `).join("|"),
    widths.map((size) => "-".repeat(size + 2)).join("+"),
    ...cells.map((row) =>
      row.map((cell, index) => ` ${aligned(cell, widths[index] ?? 0, numeric[index] ?? false)} `).join("|"),
    ),
    `(${countWords(rows.length, truncated)})`,
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** Control characters would break the table's lines, so they are written as psql's escapes. */
function display(value: string | null): string {
  if (value === null) return "NULL";
  return value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
}

/** How many rows there are, or were kept. */
export function countWords(rows: number, truncated: boolean): string {
  if (truncated) return `first ${rows} rows`;
  return rows === 1 ? "1 row" : `${rows} rows`;
}

/** Whether all that is there are numbers, as PostgreSQL prints them. */
export function isNumeric(values: readonly (string | null)[]): boolean {
  const present = values.filter((value) => value !== null);
  return present.length > 0 && present.every((value) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/u.test(value));
}

const segmenter = new Intl.Segmenter();

/** In characters as a reader counts them, so that accents and emoji do not push columns apart. */
function width(text: string): number {
  return /^[\x20-\x7e]*$/u.test(text) ? text.length : [...segmenter.segment(text)].length;
}

function aligned(text: string, size: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return right ? space + text : text + space;
}

function centred(text: string, size: number): string {
  const space = Math.max(0, size - width(text));
  return " ".repeat(Math.floor(space / 2)) + text + " ".repeat(Math.ceil(space / 2));
}
