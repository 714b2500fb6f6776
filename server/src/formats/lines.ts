/** One line of a text. */
export interface Line {
  /** UTF-16 offset of its first character. */
  readonly start: number;
  /** UTF-16 offset behind its last character, the line break not included. */
  readonly end: number;
  /** UTF-16 offset of the next line; the text's length for the last. */
  readonly next: number;
  /** Without the line break. */
  readonly text: string;
}

/**
 * The lines of a text, for LF and CRLF alike; a CR alone ends none, as in tools written in Go. A byte order mark stays
 * in the first line.
 */
export function linesOf(text: string): readonly Line[] {
  return [...eachLine(text)];
}

/** Whether a line matches. The pattern is tried on each line by itself, so it can cost no more than the text is long. */
export function hasLine(text: string, pattern: RegExp): boolean {
  for (const line of eachLine(text)) if (pattern.test(line.text)) return true;
  return false;
}

function* eachLine(text: string): Generator<Line> {
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const next = feed < 0 ? text.length : feed + 1;
    let end = feed < 0 ? text.length : feed;
    if (end > start && text[end - 1] === "\r") end -= 1;
    yield { start, end, next, text: text.slice(start, end) };
    start = next;
  }
}
