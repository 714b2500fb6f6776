import { Lexer } from "./lexer.ts";
import { dollarTag } from "./lexQuotes.ts";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";

/** The kinds of placeholders that tools replace before a server sees the text; `psql` are psql's own variables. */
export type PlaceholderKind = "{{}}" | "${}" | "$%%$" | "psql";

export interface FoundPlaceholder {
  readonly kind: PlaceholderKind;
  readonly text: string;
  /** UTF-16, from the statement's first character. */
  readonly span: Span;
}

const known = new WeakMap<Statement, readonly FoundPlaceholder[]>();

/**
 * The placeholders of a statement, the first of each text: in the statement itself where the grammar refuses it as it
 * stands, and in a dollar-quoted body. A `:name` counts only where the grammar accepts the statement without it, since
 * PostgreSQL knows the colon, too.
 */
export function placeholdersIn(statement: Statement): readonly FoundPlaceholder[] {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const { text, masked, node, body } = statement;
  const found = new Map<string, FoundPlaceholder>();
  if (masked !== text) collect(text, { start: 0, end: text.length }, node !== undefined, found);
  if (body !== undefined) for (const span of dollarBodies(text)) collect(text, span, false, found);
  const all = [...found.values()];
  known.set(statement, all);
  return all;
}

function collect(text: string, span: Span, names: boolean, found: Map<string, FoundPlaceholder>): void {
  const lexer = new Lexer(text, span.start, span.end);
  let brackets = 0;
  while (lexer.next()) {
    const { start, end, kind } = lexer;
    const own = text.slice(start, end);
    if (own === "[") brackets++;
    if (own === "]") brackets--;
    const add = (each: FoundPlaceholder): void => {
      if (!found.has(each.text)) found.set(each.text, each);
    };
    if (kind === "placeholder") {
      const which = kindOf(own);
      if (which !== "psql" || (names && brackets === 0))
        add({ kind: which, text: own, span: { start, end } });
    } else if (kind === "quoted-identifier" && own.includes("{{") && names) {
      const from = start + own.indexOf("{{");
      add({ kind: "{{}}", text: text.slice(from, end - 1), span: { start: from, end: end - 1 } });
    } else if (own === ":" && (text[end] === "'" || text[end] === '"') && brackets === 0) {
      lexer.next();
      add({ kind: "psql", text: text.slice(start, lexer.end), span: { start, end: lexer.end } });
    }
  }
}

function kindOf(placeholder: string): PlaceholderKind {
  if (placeholder.startsWith("{{")) return "{{}}";
  if (placeholder.startsWith("${")) return "${}";
  return placeholder.startsWith("$%") ? "$%%$" : "psql";
}

/** What stands between the dollar quotes of a statement. */
function dollarBodies(text: string): readonly Span[] {
  const lexer = new Lexer(text);
  const bodies: Span[] = [];
  while (lexer.next()) {
    if (lexer.kind !== "dollar-string" || !lexer.terminated) continue;
    const { length } = dollarTag(text, lexer.start) ?? "$$";
    bodies.push({ start: lexer.start + length, end: lexer.end - length });
  }
  return bodies;
}
