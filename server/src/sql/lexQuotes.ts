/*
 * Ends of quoted things, by the rules of PostgreSQL's scan.l. Every function returns the offset after the
 * closing mark, or -1 where there is none before `limit`.
 */

const QUOTE = 39;
const BACKSLASH = 92;

/** End of a `'…'` string that opens at `open`; with `escapes`, a backslash hides the next character (E''). */
export function stringEnd(text: string, open: number, limit: number, escapes: boolean): number {
  let at = open;
  for (;;) {
    const end = escapes ? escapedEnd(text, at + 1, limit) : doubledEnd(text, "'", at + 1, limit);
    if (end < 0) return -1;
    at = continuation(text, end, limit);
    if (at < 0) return end;
  }
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

/** SQL joins two strings that only blanks with a newline separate. Returns where the second one opens. */
function continuation(text: string, from: number, limit: number): number {
  let newline = false;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) newline = true;
    else if (code === QUOTE) return newline ? at : -1;
    else if (code !== 32 && code !== 9 && code !== 12 && code !== 11) return -1;
  }
  return -1;
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

const PLACEHOLDER = /\{\{(?:[^{}\n]|\{[^{}\n]*\})*\}\}|\$\{[^{}\n]*\}|\$%\w+%\$|:[A-Za-z_]\w*/y;

/** End of a template placeholder of a migration tool at `at`: `{{…}}`, `${…}`, `$%…%$` or `:name`. */
export function placeholderEnd(text: string, at: number, limit: number): number {
  PLACEHOLDER.lastIndex = at;
  const found = PLACEHOLDER.exec(text);
  return found === null || PLACEHOLDER.lastIndex > limit ? -1 : PLACEHOLDER.lastIndex;
}
