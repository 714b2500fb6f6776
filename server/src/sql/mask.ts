import { Lexer } from "./lexer.ts";
import { commentsInString, template } from "./lexQuotes.ts";

const MAY_HOLD = /\{\{|\$\{|\$%|:["'A-Za-z_]/;
/** What directs the template instead of printing: it leaves no text behind, and so becomes blank. */
const CONTROL =
  /^\{\{-?\s*(?:if|else|end|range|with|define|block|template|break|continue|\/\*|\$\w+\s*:?=)(?![\w])/;

/**
 * Replaces the placeholders of migration tools (`{{…}}`, `${…}`, `$%…%$`, `:name`, `:'name'`) by names of the
 * same length in UTF-16, so that the grammar can read the rest and every offset stays. Different placeholders
 * get different names. Strings, dollar quotes and comments are left alone.
 */
export function maskTemplates(text: string): string {
  if (!MAY_HOLD.test(text)) return text;
  const lexer = new Lexer(text);
  const parts: string[] = [];
  let copied = 0;
  let brackets = 0;
  while (lexer.next()) {
    const lexeme = text.slice(lexer.start, lexer.end);
    if (lexeme === "[") brackets++;
    if (lexeme === "]") brackets--;
    // `a[1:n]` is SQL, and so is `a[:n]`.
    if (brackets > 0 && lexeme.startsWith(":")) continue;
    const replacement = replace(lexeme, lexer, text);
    if (replacement === undefined) continue;
    parts.push(text.slice(copied, lexer.start), replacement);
    copied = lexer.end;
  }
  return copied === 0 ? text : parts.join("") + text.slice(copied);
}

/**
 * Blanks the comments between the parts of strings that go on after a line end. PostgreSQL skips them; libpg_query,
 * which keeps comments as tokens, takes the next part for a string of its own.
 */
export function blankInnerComments(text: string): string {
  if (!text.includes("--")) return text;
  const lexer = new Lexer(text);
  const parts: string[] = [];
  let copied = 0;
  while (lexer.next()) {
    if (lexer.kind !== "string") continue;
    for (const { start, end } of commentsInString(text, lexer.start, lexer.end)) {
      parts.push(text.slice(copied, start), " ".repeat(end - start));
      copied = end;
    }
  }
  return copied === 0 ? text : parts.join("") + text.slice(copied);
}

const templates = new RegExp(template, "gu");

/** The same for a string's value, so that a placeholder is equal to itself inside and outside of strings. */
export function maskValue(value: string): string {
  return MAY_HOLD.test(value) ? value.replaceAll(templates, maskedName) : value;
}

function replace(lexeme: string, lexer: Lexer, text: string): string | undefined {
  if (lexer.kind === "placeholder")
    return CONTROL.test(lexeme) ? blank(lexeme) : nameFor(lexeme, isPartOfName(lexer, text));
  if (lexer.kind === "quoted-identifier" && lexeme.includes("{{")) {
    const inside = lexeme.slice(1, -1);
    const isWhole = /^\{\{[^}]*\}\}$/.test(inside);
    return isWhole ? `"${maskedName(inside)}"`.padEnd(lexeme.length) : `"${underscored(inside)}"`;
  }
  // psql's :'name' and :"name": without the colon a string or a name is left.
  if (lexeme === ":" && /["']/.test(text.charAt(lexer.end))) return " ";
  return undefined;
}

function blank(lexeme: string): string {
  return " ".repeat(lexeme.length);
}

/** As long as the placeholder: blanks follow the name, except where more of the same name does. */
function nameFor(lexeme: string, isPart: boolean): string {
  return isPart ? underscored(lexeme) : maskedName(lexeme).padEnd(lexeme.length);
}

/** `${schema}` in `a_${schema}b`, or beside another placeholder. */
function isPartOfName({ start, end }: Lexer, text: string): boolean {
  return /[\w$}]/.test(text.charAt(start - 1)) || /^(?:[\w$]|\{\{)/.test(text.slice(end, end + 2));
}

/** The name that stands for a placeholder; blanks beside its braces make no other one of it. */
export function maskedName(lexeme: string): string {
  return underscored(lexeme.replace(/^(\{\{|\$\{)\s*/, "$1").replace(/\s*(\}\}?)$/, "$1"));
}

/** The names that may stand for a placeholder: alone, and where more of the same name stands beside it. */
export function namesOfPlaceholder(text: string): readonly string[] {
  return [...new Set([underscored(text), maskedName(text)])];
}

function underscored(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_]/g, "_").toLowerCase();
}
