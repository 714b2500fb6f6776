import type { ColumnDef, Constraint, RangeVar } from "@pgsql/types";
import type { Span } from "./span.ts";
import type { Statement } from "./statement.ts";
import { nodeStart, tokenIndexAt, tokensOf, type Token } from "./tokens.ts";

/*
 * Ranges that the parse tree does not have: it knows where some nodes start and never where they end. All spans
 * are UTF-16 offsets from the statement's first character.
 */

/** From a location of the tree (bytes) up to the comma or bracket that ends the element there, or the text's end. */
export function elementSpan(statement: Statement, byteLocation: number | undefined): Span {
  const first = tokenIndexAt(statement, nodeStart(statement, byteLocation));
  return spanOfTokens(tokensOf(statement), first, elementEnd(tokensOf(statement), first));
}

/** A name of a relation where it is written, its schema included. */
export function relationSpan(statement: Statement, relation: RangeVar): Span {
  const tokens = tokensOf(statement);
  const first = tokenIndexAt(statement, nodeStart(statement, relation.location));
  return spanOfTokens(tokens, first, nameEnd(tokens, first));
}

/** A column's definition, from its name to its last constraint. */
export function columnSpan(statement: Statement, column: ColumnDef): Span {
  return elementSpan(statement, column.location);
}

/** A constraint. Give its column for an inline one, so that it ends where the column's next constraint starts. */
export function constraintSpan(statement: Statement, constraint: Constraint, column?: ColumnDef): Span {
  const whole = elementSpan(statement, constraint.location);
  const starts = (column?.constraints ?? []).flatMap((other) =>
    "Constraint" in other ? nodeStart(statement, other.Constraint.location) : [],
  );
  const next = Math.min(...starts.filter((start) => start > whole.start), whole.end);
  const last = tokensOf(statement)[tokenIndexAt(statement, next) - 1];
  return next < whole.end && last !== undefined ? { start: whole.start, end: last.span.end } : whole;
}

/** Of each relation that a statement names: its commands, found once for all that ask. */
const spansOfCommands = new WeakMap<RangeVar, readonly Span[]>();

/**
 * The `index`-th command of ALTER TABLE (or INDEX, VIEW, SEQUENCE, TYPE, …), from its verb to its end. `relation`
 * is the statement's own. Undefined where there are fewer commands.
 */
export function commandSpan(statement: Statement, relation: RangeVar, index: number): Span | undefined {
  const known = spansOfCommands.get(relation);
  if (known !== undefined) return known[index];
  const found = [...commandSpans(statement, relation)];
  spansOfCommands.set(relation, found);
  return found[index];
}

function* commandSpans(statement: Statement, relation: RangeVar): Generator<Span> {
  const tokens = tokensOf(statement);
  let first = nameEnd(tokens, tokenIndexAt(statement, nodeStart(statement, relation.location)));
  // `ALTER TABLE ONLY (t)` and `ALTER TABLE t *`.
  while (tokens[first]?.text === "*" || tokens[first]?.text === ")") first++;
  while (first < tokens.length) {
    const end = elementEnd(tokens, first);
    yield spanOfTokens(tokens, first, end);
    first = end + 1;
  }
}

/** The names that a DROP of this many objects gives, each where it is written, schemas included; arguments are not. */
export function droppedSpans(statement: Statement, count: number): readonly Span[] {
  const tokens = tokensOf(statement);
  let ends = tokens.length;
  if (/^(?:cascade|restrict)$/i.test(tokens[ends - 1]?.text ?? "")) ends--;
  const elements: number[] = [];
  for (let end = ends; elements.length < count;) {
    const comma = commaBefore(tokens, end);
    elements.unshift(comma + 1);
    if (comma < 0) break;
    end = comma;
  }
  if (elements.length < count) return [];
  return elements.map((first, position) => {
    const start = position === 0 ? nameBefore(tokens, (elements[1] ?? ends + 1) - 1) : first;
    return spanOfTokens(tokens, start, nameEnd(tokens, start));
  });
}

/** Index of the last comma before a token, -1 where there is none. */
function commaBefore(tokens: readonly Token[], end: number): number {
  let index = end - 1;
  while (index >= 0 && tokens[index]?.text !== ",") index--;
  return index;
}

/** Index of the first token of the dotted name that ends before a token. */
function nameBefore(tokens: readonly Token[], end: number): number {
  let index = end - 1;
  while (tokens[index - 1]?.text === ".") index -= 2;
  return Math.max(0, index);
}

/** From the first to the last of these tokens; `end` is exclusive. */
export function spanOfTokens(tokens: readonly Token[], first: number, end: number): Span {
  const start = tokens[first]?.span.start ?? tokens[tokens.length - 1]?.span.end ?? 0;
  return { start, end: Math.max(start, tokens[end - 1]?.span.end ?? start) };
}

/** Index after the element that starts at `first`: of the comma, closing bracket or end at its own depth. */
export function elementEnd(tokens: readonly Token[], first: number): number {
  let depth = 0;
  for (let index = first; index < tokens.length; index++) {
    const text = tokens[index]?.text;
    if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") depth--;
    if (depth < 0 || (depth === 0 && text === ",")) return index;
  }
  return tokens.length;
}

/** Index after the dotted name that starts at `first`. */
function nameEnd(tokens: readonly Token[], first: number): number {
  let index = first + 1;
  while (tokens[index]?.text === ".") index += 2;
  return Math.min(index, tokens.length);
}
