import type { ColumnRef, FuncCall, Node } from "@pgsql/types";
import { astVisitor, parse, toSql, type Expr } from "pgsql-ast-parser";
import { nameOf, sameNode, walk } from "./ast.ts";
import { EXPRESSION_OFFSET, readExpression, type ParsedExpression } from "./expressionNode.ts";
import { ident } from "./fragment.ts";
import type { Grammar } from "./grammar.ts";
import { offsetsOf } from "./offsets.ts";
import type { Span } from "./span.ts";
import { tokensIn, type Token } from "./tokens.ts";

/*
 * Columns and functions of an expression with their exact ranges, and edits of it. pgsql-ast-parser supplies the
 * ends that PostgreSQL's tree lacks, behind a gate: it sees only text that PostgreSQL's grammar has accepted, and
 * counts only where its own print of the unchanged expression has PostgreSQL's very tree. Elsewhere the grammar's
 * nodes and the tokens serve. Nothing here says whether anything is safe.
 */

/** A column in an expression. Spans are UTF-16, from the expression's first character. */
export interface ColumnUse {
  /** As PostgreSQL folds it; `*` for all columns. */
  readonly name: string;
  /** What stands before it, e.g. `["public", "users"]`. */
  readonly qualifier: readonly string[];
  /** The whole reference, its qualifier included. */
  readonly span: Span;
  /** The column's own name. */
  readonly nameSpan: Span;
  /** True inside a subquery, where it may belong to another table. */
  readonly nested: boolean;
}

/** A function call in an expression. */
export interface FunctionUse {
  readonly name: string;
  readonly schema: string | undefined;
  /** From the name to the closing parenthesis, and FILTER or OVER where pgsql-ast-parser knows them. */
  readonly span: Span;
}

/** The columns of an expression, in order; undefined where the text is not one expression. */
export function columnsOf(sql: string, grammar: Grammar): readonly ColumnUse[] | undefined {
  const expression = readExpression(sql, grammar);
  return expression === undefined ? undefined : columnUses(expression);
}

function columnUses(expression: ParsedExpression): readonly ColumnUse[] {
  const place = placer(expression.sql);
  const uses: ColumnUse[] = [];
  walk(expression.node, (node, ancestors) => {
    if (!("ColumnRef" in node)) return undefined;
    const nested = ancestors.some((ancestor) => "SubLink" in ancestor);
    const use = place.column(node.ColumnRef, nested);
    if (use !== undefined) uses.push(use);
    return undefined;
  });
  return uses.sort((left, right) => left.span.start - right.span.start);
}

/** The function calls of an expression, in order; undefined where the text is not one expression. */
export function functionsOf(sql: string, grammar: Grammar): readonly FunctionUse[] | undefined {
  const expression = readExpression(sql, grammar);
  if (expression === undefined) return undefined;
  const place = placer(sql);
  const ends = callEnds(sql, expression.node, grammar);
  const uses: FunctionUse[] = [];
  walk(expression.node, (node) => {
    const use = "FuncCall" in node ? place.call(node.FuncCall) : undefined;
    const end = use === undefined ? undefined : ends.get(use.span.start);
    if (use !== undefined) uses.push(end === undefined ? use : { ...use, span: { ...use.span, end } });
    return undefined;
  });
  return uses.sort((left, right) => left.span.start - right.span.start);
}

/** Where calls end by pgsql-ast-parser, by where they start; empty where the gate refuses the expression. */
function callEnds(sql: string, node: Node, grammar: Grammar): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const tree = gatedTree(sql, node, grammar);
  if (tree === undefined) return ends;
  astVisitor((visitor) => ({
    call(call) {
      if (call._location !== undefined) ends.set(call._location.start, call._location.end);
      visitor.super().call(call);
    },
  })).expr(tree);
  return ends;
}

/**
 * pgsql-ast-parser's tree of an accepted expression, or undefined where it cannot read it or reads it otherwise
 * than PostgreSQL does.
 */
export function gatedTree(sql: string, node: Node, grammar: Grammar): Expr | undefined {
  // Its lexer backtracks exponentially on dollar quotes with blanks; they are rare in expressions.
  if (sql.includes("$")) return undefined;
  try {
    const tree = parse(sql, "expr");
    const printed = readExpression(toSql.expr(tree), grammar);
    return printed !== undefined && sameNode(printed.node, node) ? tree : undefined;
  } catch {
    return undefined;
  }
}

interface Placer {
  column(column: ColumnRef, nested: boolean): ColumnUse | undefined;
  call(call: FuncCall): FunctionUse | undefined;
}

function placer(sql: string): Placer {
  const tokens = tokensIn(sql).filter((token) => token.kind !== "comment");
  const offsets = offsetsOf(sql);
  const find = (location: number | undefined) => {
    const start = offsets.fromBytes((location ?? 0) - EXPRESSION_OFFSET);
    return tokens.findIndex((token) => token.span.start === start);
  };
  return {
    column(column, nested) {
      const [first, last] = dotted(tokens, find(column.location));
      if (first === undefined || last === undefined) return undefined;
      const star = last.text === "*";
      const names = nameOf(column.fields);
      return {
        name: star ? "*" : (names.at(-1) ?? ""),
        qualifier: star ? names : names.slice(0, -1),
        span: { start: first.span.start, end: last.span.end },
        nameSpan: last.span,
        nested,
      };
    },
    call(call) {
      const index = find(call.location);
      const [first, last] = dotted(tokens, index);
      if (first === undefined || last === undefined) return undefined;
      const names = nameOf(call.funcname);
      const end = closing(tokens, tokens.indexOf(last) + 1) ?? last.span.end;
      return { name: names.at(-1) ?? "", schema: names.at(-2), span: { start: first.span.start, end } };
    },
  };
}

/** First and last token of the dotted name at an index. */
function dotted(tokens: readonly Token[], index: number): readonly [Token | undefined, Token | undefined] {
  let last = index;
  while (tokens[last + 1]?.text === "." && tokens[last + 2] !== undefined) last += 2;
  return [tokens[index], tokens[last]];
}

/** Where the parenthesis that opens at this token closes. */
function closing(tokens: readonly Token[], open: number): number | undefined {
  if (tokens[open]?.text !== "(") return undefined;
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === "(") depth++;
    if (tokens[index]?.text === ")" && --depth === 0) return tokens[index]?.span.end;
  }
  return undefined;
}

/**
 * The expression with a column renamed wherever it is used; comments and layout stay. `table` limits qualified
 * references to that table. Undefined where it cannot be known which column is meant: in a subquery, unqualified.
 */
export function renameColumn(
  sql: string,
  from: string,
  to: string,
  grammar: Grammar,
  table?: string,
): string | undefined {
  const uses = columnsOf(sql, grammar)?.filter((use) => use.name === from);
  if (uses === undefined || uses.some((use) => use.nested && use.qualifier.length === 0)) return undefined;
  const meant = uses.filter((use) => table === undefined || (use.qualifier.at(-1) ?? table) === table);
  return edit(
    sql,
    meant.map((use) => ({ span: use.nameSpan, text: ident(to).text })),
    grammar,
  );
}

/**
 * The expression with every column read from the trigger's new or old row: `amount` becomes `new.amount`. Only
 * `columns` where they are given. Undefined where a subquery or a `*` makes that doubtful.
 */
export function qualifyColumns(
  sql: string,
  row: "new" | "old",
  grammar: Grammar,
  columns?: ReadonlySet<string>,
): string | undefined {
  const uses = columnsOf(sql, grammar);
  if (uses === undefined || uses.some((use) => use.nested || use.name === "*")) return undefined;
  const meant = uses.filter((use) => columns?.has(use.name) ?? true);
  const edits = meant.map(({ span, nameSpan }) => ({
    span: { start: span.start, end: nameSpan.start },
    text: `${row}.`,
  }));
  return edit(sql, edits, grammar);
}

interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Applies edits that do not overlap; undefined where the outcome is no expression with as many columns. */
function edit(sql: string, edits: readonly Edit[], grammar: Grammar): string | undefined {
  let text = sql;
  for (const { span, text: replacement } of [...edits].sort(
    (left, right) => right.span.start - left.span.start,
  ))
    text = text.slice(0, span.start) + replacement + text.slice(span.end);
  const before = columnsOf(sql, grammar);
  return columnsOf(text, grammar)?.length === before?.length ? text : undefined;
}
