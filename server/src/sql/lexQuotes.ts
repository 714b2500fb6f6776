import type { Span } from "./span.ts";

/*
 * Ends of quoted things, by the rules of PostgreSQL's scan.l. Every function returns the offset after the
 * closing mark, or -1 where there is none before `limit`.
 */

const QUOTE = 39;
const BACKSLASH = 92;
const DASH = 45;

/** The comments between the parts of the string in `[start, end)`, see `continuation`. */
export function commentsInString(text: string, start: number, end: number): readonly Span[] {
  const found: Span[] = [];
  const open = text.indexOf("'", start);
  const hiding = hidingOf(text, start, open);
  for (let at = open; at >= 0 && at < end;) {
    const close = partEnd(text, at, end, hiding);
    if (close < 0) break;
    at = continuation(text, close, end);
    for (let from = close; from < at; from++) {
      if (text.charCodeAt(from) !== DASH) continue;
      const comment = { start: from, end: lineEnd(text, from, end) };
      found.push(comment);
      from = comment.end;
    }
  }
  return found;
}

/** What hides a quote in a string: a quote before it, in E'' also a backslash, in B'' and X'' nothing. */
type Hiding = "quote" | "backslash" | "nothing";

function hidingOf(text: string, start: number, open: number): Hiding {
  const prefix = open === start ? "" : text.charAt(start).toLowerCase();
  return prefix === "e" ? "backslash" : prefix === "b" || prefix === "x" ? "nothing" : "quote";
}

/** End of a string that starts at `start`, maybe with a prefix, and whose first quote is at `open`. */
export function stringEnd(text: string, start: number, open: number, limit: number): number {
  const hiding = hidingOf(text, start, open);
  let at = open;
  for (;;) {
    const end = partEnd(text, at, limit, hiding);
    if (end < 0) return -1;
    at = continuation(text, end, limit);
    if (at < 0) return end;
  }
}

function partEnd(text: string, open: number, limit: number, hiding: Hiding): number {
  if (hiding === "backslash") return escapedEnd(text, open + 1, limit);
  if (hiding === "quote") return doubledEnd(text, "'", open + 1, limit);
  const end = text.indexOf("'", open + 1);
  return end < 0 || end >= limit ? -1 : end + 1;
}

function escapedEnd(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE || at + 1 >= limit) return at + 1;
      at++;
    }
  }
  return -1;
}

function doubledEnd(text: string, quote: string, from: number, limit: number): number {
  let at = from;
  for (;;) {
    const found = text.indexOf(quote, at);
    if (found < 0 || found >= limit) return -1;
    if (text[found + 1] !== quote || found + 1 >= limit) return found + 1;
    at = found + 2;
  }
}

/**
 * SQL joins two strings that only blanks with a line end separate; comments may stand there too (`quotecontinue` of
 * scan.l). Returns where the second one opens, or -1.
 */
function continuation(text: string, from: number, limit: number): number {
  let newline = false;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) newline = true;
    else if (code === QUOTE) return newline ? at : -1;
    else if (code === DASH && at + 1 < limit && text.charCodeAt(at + 1) === DASH) {
      at = lineEnd(text, at, limit) - 1;
    } else if (code !== 32 && code !== 9 && code !== 12 && code !== 11) return -1;
  }
  return -1;
}

/** Where the line ends that `from` is in. For PostgreSQL, LF and CR both end a line, and so a `--` comment. */
export function lineEnd(text: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return limit;
}

/** End of a `"…"` identifier; a `{{…}}` template in it may hold quotes of its own. */
export function quotedIdentifierEnd(text: string, open: number, limit: number): number {
  let at = open + 1;
  for (;;) {
    const end = doubledEnd(text, '"', at, limit);
    if (end < 0) return -1;
    const inside = text.slice(at, end).lastIndexOf("{{");
    if (inside < 0) return end;
    const template = at + inside;
    const close = text.indexOf("}}", template);
    const line = text.indexOf("\n", template);
    if (close < 0 || close >= limit || (line >= 0 && line < close) || close < end) return end;
    at = close + 2;
  }
}

/** End of a block comment that opens at `open`; they nest. */
export function blockCommentEnd(text: string, open: number, limit: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = open;
  let depth = 0;
  for (let found = mark.exec(text); found !== null && mark.lastIndex <= limit; found = mark.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return -1;
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

/** The opening `$tag$` at `open`, or undefined where that dollar sign opens no string. */
export function dollarTag(text: string, open: number): string | undefined {
  DOLLAR_TAG.lastIndex = open;
  return DOLLAR_TAG.exec(text)?.[0];
}

/** End of a dollar-quoted string that opens with `tag` at `open`. */
export function dollarEnd(text: string, open: number, limit: number, tag: string): number {
  const found = text.indexOf(tag, open + tag.length);
  return found < 0 || found + tag.length > limit ? -1 : found + tag.length;
}

/** `{{…}}` and `${…}`, as the source of a regular expression that reads a text once, whatever opens and never closes. */
export const template = /\{\{(?:[^{}\n]|\{[^{}\n]*\})*\}\}|\$\{[^{}\n]*\}/u.source;
/** `$%…%$` and `:name`. */
const otherPlaceholder = /\$%\w+%\$|:[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/u.source;
const PLACEHOLDER = new RegExp(`${template}|${otherPlaceholder}`, "y");

/** End of a template placeholder of a migration tool at `at`: `{{…}}`, `${…}`, `$%…%$` or `:name`. */
export function placeholderEnd(text: string, at: number, limit: number): number {
  PLACEHOLDER.lastIndex = at;
  const found = PLACEHOLDER.exec(text);
  return found === null || PLACEHOLDER.lastIndex > limit ? -1 : PLACEHOLDER.lastIndex;
}
