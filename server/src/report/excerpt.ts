import type { FoundPlace } from "./found.ts";
import { harmless, widthOf } from "./width.ts";

/** A line of source and the marks below it, both without their margin. */
export interface Excerpt {
  readonly source: string;
  readonly marks: string;
  /** How many more lines the place goes on. */
  readonly more: number;
}

/** The line on which a place begins, cut to `width` columns such that its words are seen; undefined for an empty one. */
export function excerptOf(
  text: string,
  { span, start, end }: FoundPlace,
  width: number,
): Excerpt | undefined {
  const from = span.start - start.character;
  const line = lineAt(text, from);
  const stop = end.line > start.line ? line.trimEnd().length : end.character;
  if (line.trim() === "" || stop <= start.character) return undefined;
  const before = shownSource(line.slice(0, start.character)).trimStart();
  const marked = cutEnd(shownSource(line.slice(start.character, stop)).trimEnd(), width);
  const room = width - widthOf(marked);
  const lead = cutStart(before, Math.max(0, Math.min(widthOf(before), Math.floor((room * 2) / 3))));
  const rest = cutEnd(shownSource(line.slice(stop)).trimEnd(), Math.max(0, room - widthOf(lead)));
  return {
    source: `${lead}${marked}${rest}`,
    marks: `${" ".repeat(widthOf(lead))}${"^".repeat(Math.max(1, widthOf(marked)))}`,
    more: end.line - start.line,
  };
}

/** A byte order mark is no part of what is read. */
function shownSource(text: string): string {
  return harmless(text.replaceAll("\ufeff", ""));
}

function lineAt(text: string, start: number): string {
  const rest = /[\r\n]/g;
  rest.lastIndex = start;
  const end = rest.exec(text)?.index ?? text.length;
  return text.slice(start, end);
}

function cutEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let columns = 0;
  for (const character of text) {
    columns += widthOf(character);
    if (columns > width - 1) break;
    kept += character;
  }
  return width < 1 ? "" : `${kept}…`;
}

function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const reversed = Array.from(text).reverse();
  let kept = "";
  let columns = 0;
  for (const character of reversed) {
    columns += widthOf(character);
    if (columns > width - 1) break;
    kept = character + kept;
  }
  return width < 1 ? "" : `…${kept}`;
}
