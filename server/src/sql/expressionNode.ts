import type { Node } from "@pgsql/types";
import { sameNode, walk } from "./ast.ts";
import type { Grammar } from "./grammar.ts";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";
import { nodeStart, tokenIndexAt, tokensOf, type Token } from "./tokens.ts";

/** Longer slices are data; pgsql-ast-parser takes seconds for them. In UTF-16 code units. */
export const LONGEST_EXPRESSION = 16 * 1024;

const PREFIX = "SELECT ";

/** An expression that PostgreSQL's grammar has accepted. */
export interface ParsedExpression {
  readonly sql: string;
  /** Its locations are UTF-8 bytes from the start of `SELECT <sql>`: see `startInExpression`. */
  readonly node: Node;
}

/** Reads a text that is one expression and nothing else; undefined where it is not, or is over 16 KB. */
export function readExpression(sql: string, grammar: Grammar): ParsedExpression | undefined {
  if (sql.length > LONGEST_EXPRESSION || sql.trim() === "") return undefined;
  // A newline keeps a trailing line comment from swallowing what follows, and a `;` from going unseen.
  const parsed = grammar.parse(`${PREFIX}${sql}\n`);
  if (!parsed.ok || !("SelectStmt" in parsed.value.node)) return undefined;
  const { targetList, limitOption, op, ...rest } = parsed.value.node.SelectStmt;
  const [target, second] = targetList ?? [];
  if (limitOption !== "LIMIT_OPTION_DEFAULT" || op !== "SETOP_NONE" || second !== undefined) return undefined;
  if (Object.keys(rest).length > 0) return undefined;
  if (target === undefined || !("ResTarget" in target) || target.ResTarget.name !== undefined)
    return undefined;
  const { val } = target.ResTarget;
  return val === undefined ? undefined : { sql, node: val };
}

/** Bytes that a location in a ParsedExpression's node counts before the expression's own first byte. */
export const EXPRESSION_OFFSET = PREFIX.length;

/** The user's own text of an expression. */
export interface ExpressionSource {
  /** As written, comments and placeholders included. */
  readonly text: string;
  /** As the grammar read it; same length. */
  readonly masked: string;
  /** UTF-16, from the statement's first character. */
  readonly span: Span;
}

/**
 * The exact source of an expression node of a statement, without parentheses around the whole. The tree knows
 * where some nodes start and never where they end, so the slice is grown until the grammar reads the same node
 * from it. Undefined where no slice does.
 */
export function expressionSource(
  statement: Statement,
  node: Node,
  grammar: Grammar,
): ExpressionSource | undefined {
  const places = locations(node).map((location) => tokenIndexAt(statement, nodeStart(statement, location)));
  if (places.length === 0) return undefined;
  const tokens = tokensOf(statement);
  const last = places.reduce((left, right) => Math.max(left, right));
  let first = places.reduce((left, right) => Math.min(left, right));
  // `(a).b` and `(a + b) * c`: what opens before the first located token belongs to the expression or ends it.
  for (let back = 0; back < 12 && first >= 0; back++, first--) {
    const found = grow(statement, node, grammar, tokens, first, last);
    if (found !== undefined) return found;
  }
  return undefined;
}

function grow(
  statement: Statement,
  node: Node,
  grammar: Grammar,
  tokens: readonly Token[],
  first: number,
  last: number,
): ExpressionSource | undefined {
  const start = tokens[first]?.span.start;
  if (start === undefined) return undefined;
  let depth = 0;
  for (let index = first; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) return undefined;
    if (token.text === "(" || token.text === "[") depth++;
    if (token.text === ")" || token.text === "]") depth--;
    if (depth < 0 || token.span.end - start > LONGEST_EXPRESSION || index > last + 200) return undefined;
    if (depth > 0 || index < last) continue;
    const span = { start, end: token.span.end };
    const masked = statement.masked.slice(span.start, span.end);
    const parsed = readExpression(masked, grammar);
    if (parsed !== undefined && sameNode(parsed.node, node))
      return { text: statement.text.slice(span.start, span.end), masked, span };
  }
  return undefined;
}

/** Every location below a node, in bytes. */
function locations(root: Node): number[] {
  const found: number[] = [];
  walk(root, (node) => {
    for (const fields of Object.values(node))
      if ("location" in fields && typeof fields.location === "number" && fields.location >= 0)
        found.push(fields.location);
    return undefined;
  });
  return found;
}
