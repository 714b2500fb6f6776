import { lineEnd } from "../sql/lexQuotes.ts";
import type { Span } from "../sql/span.ts";
import type { Direction, FileTree, FormatProblem } from "./format.ts";
import { linesOf, type Line } from "./lines.ts";
import { topLevelSql } from "./paths.ts";

/** A line that begins a section. */
export interface Marker {
  readonly direction: Direction;
  readonly line: Line;
}

/** A marker with the text that follows it, up to the next marker or the end. */
export interface MarkedPart extends Marker {
  readonly body: Span;
}

/** The parts that marker lines cut a text into; what stands before the first marker belongs to none. */
export function markedParts(
  text: string,
  read: (line: Line) => Direction | undefined,
): readonly MarkedPart[] {
  const markers: Marker[] = [];
  for (const line of linesOf(text)) {
    const direction = read(line);
    if (direction !== undefined) markers.push({ direction, line });
  }
  return markers.map((marker, index) => ({
    ...marker,
    body: { start: commentEnd(text, marker.line), end: markers[index + 1]?.line.start ?? text.length },
  }));
}

/** Where the SQL behind a marker starts: for PostgreSQL a CR alone ends the comment that the marker is. */
function commentEnd(text: string, line: Line): number {
  const end = lineEnd(text, line.start, line.end);
  return end < line.end ? end : line.next;
}

/** The first line before `end` that is neither blank nor a `--` comment. */
export function firstCode(text: string, end: number): Line | undefined {
  return linesOf(text.slice(0, end)).find((line) => {
    const content = line.text.trim();
    return content !== "" && !content.startsWith("--");
  });
}

export function problemAt(
  path: string,
  span: Span,
  code: string,
  message: string,
  refuses?: FormatProblem["refuses"],
): FormatProblem {
  return { code, message, path, span, ...(refuses === undefined ? {} : { refuses }) };
}

/** A line's span without its break. */
export function spanOf(line: Line): Span {
  return { start: line.start, end: line.end };
}

/**
 * How sure a format can be whose files carry a marker: 0 where none does, else 0.6 and `most` times the share of the
 * SQL files that do.
 */
export function markedShare(
  tree: FileTree,
  name: RegExp,
  isMarked: (text: string) => boolean,
  most: number,
): number {
  const all = topLevelSql(tree);
  const marked = all.filter((path) => name.test(path) && isMarked(tree.text(path) ?? ""));
  return marked.length === 0 ? 0 : 0.6 + (most * marked.length) / all.length;
}
