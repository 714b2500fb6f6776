import { lineEnd } from "../sql/lexQuotes.ts";
import type { Direction } from "./format.ts";

/** A marker comment of node-pg-migrate. Offsets are UTF-16. */
export interface NodePgMarker {
  /** Where the match starts, blank lines before it included. */
  readonly start: number;
  /** Behind the line that its last word is in. */
  readonly body: number;
}

const words = { up: /up\s+migration/gi, down: /down\s+migration/gi } as const;
const lineBreak = /[\n\r\u2028\u2029]/;

/**
 * The first match of `/^\s*--[\s-]*up\s+migration/im` (or `down`), which is how sqlMigration.js finds its markers;
 * found from its words backwards, since the expression itself takes quadratic time on blank lines.
 */
export function findMarker(text: string, direction: Direction): NodePgMarker | undefined {
  for (const match of text.matchAll(words[direction])) {
    const start = startBefore(text, match.index);
    if (start === undefined) continue;
    const end = lineEnd(text, match.index + match[0].length, text.length);
    return { start, body: Math.min(text.length, text.startsWith("\r\n", end) ? end + 2 : end + 1) };
  }
  return undefined;
}

/** The first start of a line in the run of blanks and dashes before `end` from which only blanks lead to `--`. */
function startBefore(text: string, end: number): number | undefined {
  let from = end;
  while (from > 0 && isPart(text.charAt(from - 1))) from -= 1;
  let line = from === 0 || lineBreak.test(text.charAt(from - 1)) ? from : undefined;
  for (let at = from; at < end; at++) {
    const char = text.charAt(at);
    if (char === "-") {
      if (line !== undefined && at + 1 < end && text.charAt(at + 1) === "-") return line;
      line = undefined;
    } else if (lineBreak.test(char)) {
      line ??= at + 1;
    }
  }
  return undefined;
}

function isPart(char: string): boolean {
  return char === "-" || /\s/.test(char);
}
