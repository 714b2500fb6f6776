import type { Position, Range } from "vscode-languageserver-protocol";
import type { Span } from "../sql/span.ts";

/** A span of a text as lines and characters (zero-based, UTF-16), as the editor counts them. */
export function rangeOf(text: string, span: Span): Range {
  return { start: positionAt(text, span.start), end: positionAt(text, span.end) };
}

/**
 * The word at a position that PostgreSQL gave: a one-based count of characters, which are code points in a UTF-8
 * database (protocol documentation, error field `P`).
 */
export function wordAt(text: string, position: number): Span {
  const start = Math.min(utf16Offset(text, position - 1), text.length);
  const rest = text.slice(start, start + 4_096);
  const word = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(rest)?.[0];
  if (word !== undefined) return { start, end: start + word.length };
  if (rest === "") return lastWord(text);
  return { start, end: start + ((rest.codePointAt(0) ?? 0) > 0xffff ? 2 : 1) };
}

/** "at end of input": the last thing that is there, since nothing can be underlined where nothing is. */
function lastWord(text: string): Span {
  const end = text.trimEnd().length;
  const word = /[\p{L}\p{N}_$]+$|.$/u.exec(text.slice(0, end))?.[0] ?? "";
  return { start: end - word.length, end };
}

function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let count = 0; count < codePoints && offset < text.length; count += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

function positionAt(text: string, offset: number): Position {
  let line = 0;
  let lineStart = 0;
  const lineEnd = /\r\n|\r|\n/g;
  for (let match = lineEnd.exec(text); match !== null; match = lineEnd.exec(text)) {
    if (lineEnd.lastIndex > offset) break;
    line += 1;
    lineStart = lineEnd.lastIndex;
  }
  // Editors take a byte order mark for no character of the text.
  const mark = line === 0 && text.startsWith("\uFEFF") ? 1 : 0;
  return { line, character: Math.max(0, offset - lineStart - mark) };
}
