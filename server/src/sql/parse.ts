import { withBody } from "./body.ts";
import { DataTrees } from "./dataTrees.ts";
import type { Grammar, ParsedStatement } from "./grammar.ts";
import { tooComplex } from "./grammarProblems.ts";
import { laterProblem, laterSyntax } from "./laterSyntax.ts";
import { blankInnerComments, maskTemplates } from "./mask.ts";
import { mend, suspect } from "./mend.ts";
import { shift, type Span, type SqlProblem } from "./span.ts";
import { split, type Piece, type Split } from "./split.ts";
import type { PlacedStatement, Statement } from "./statement.ts";

/** Longer statements are data, not schema; the grammar would take seconds for them. In UTF-16 code units. */
const LONGEST = 1024 * 1024;

/**
 * Statements by their text, so that equal text is the identical object and is parsed once. Not bound to a
 * document: two generations are kept, and what was not asked for during a whole one is forgotten.
 */
export class StatementCache {
  readonly #limit: number;
  #young = new Map<string, Statement>();
  #old = new Map<string, Statement>();
  #characters = 0;
  readonly #trees = new DataTrees();

  /** `limit`: how many characters of statement text one generation may hold. */
  constructor(limit = 16 * 1024 * 1024) {
    this.#limit = limit;
  }

  get(text: string, grammar: Grammar): Statement {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const statement = this.#old.get(text) ?? readStatement(text, grammar, this.#trees);
    if (statement.problem?.code === "grammar-unavailable") return statement;
    if (this.#characters > this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    this.#young.set(text, statement);
    this.#characters += text.length + 64;
    return statement;
  }
}

/** The statements of a part of a document, and what `updateStatements` needs to go on from there. */
export interface Statements {
  readonly statements: readonly PlacedStatement[];
  /** Everything that is wrong, statements' own problems included, placed in the document, in order. */
  readonly problems: readonly SqlProblem[];
  readonly span: Span;
  readonly pieces: readonly Piece[];
  /** The problems of splitting alone. */
  readonly splitProblems: readonly SqlProblem[];
  /** True where a string was taken for unclosed because the grammar refused what it made of the text. */
  readonly mended: boolean;
}

/**
 * Reads the statements in `span` of a document. A broken statement is kept, with its problem. Of more than `most` only
 * those are read; the pieces are all.
 */
export function readStatements(
  text: string,
  span: Span,
  grammar: Grammar,
  cache: StatementCache,
  most = Infinity,
): Statements {
  const found = split(text, span);
  return finish(text, span, found, place(text, found.pieces, grammar, cache, most), grammar, cache, most);
}

/** Mends what a forgotten quote has turned inside out, and gathers the problems. */
export function finish(
  text: string,
  span: Span,
  found: Split,
  statements: readonly PlacedStatement[],
  grammar: Grammar,
  cache: StatementCache,
  most = Infinity,
): Statements {
  const isCut = statements.length >= most;
  if (isCut || !mayBeInsideOut(text, found.pieces, statements))
    return assemble(span, found, statements, false);
  const known = refusedPieces(found.pieces, statements);
  const refused = (piece: Piece): boolean =>
    known.get(piece) ?? cache.get(text.slice(piece.span.start, piece.span.end), grammar).node === undefined;
  const mended = mend(text, span, found, refused);
  return mended === found
    ? assemble(span, found, statements, false)
    : assemble(span, mended, place(text, mended.pieces, grammar, cache), true);
}

/** Whether the grammar refused a statement in which a string may be unclosed: nearly every one that is being typed has none. */
function mayBeInsideOut(
  text: string,
  pieces: readonly Piece[],
  statements: readonly PlacedStatement[],
): boolean {
  let index = 0;
  for (const piece of pieces) {
    if (piece.kind !== "statement") continue;
    const isRefused = statements[index++]?.statement.node === undefined;
    if (isRefused && suspect(text, piece) !== undefined) return true;
  }
  return false;
}

/** Which pieces the grammar refused, without a look at their text. */
function refusedPieces(
  pieces: readonly Piece[],
  statements: readonly PlacedStatement[],
): ReadonlyMap<Piece, boolean> {
  const known = new Map<Piece, boolean>();
  for (const piece of pieces)
    if (piece.kind === "statement") known.set(piece, statements[known.size]?.statement.node === undefined);
  return known;
}

/** Looks up the statements of pieces, `most` of them. */
export function place(
  text: string,
  pieces: readonly Piece[],
  grammar: Grammar,
  cache: StatementCache,
  most = Infinity,
): readonly PlacedStatement[] {
  const placed: PlacedStatement[] = [];
  for (const { kind, span } of pieces) {
    if (kind !== "statement") continue;
    if (placed.length === most) break;
    placed.push({ statement: cache.get(text.slice(span.start, span.end), grammar), span });
  }
  return placed;
}

function assemble(
  span: Span,
  { pieces, problems: splitProblems }: Split,
  statements: readonly PlacedStatement[],
  mended: boolean,
): Statements {
  const problems = [...splitProblems];
  for (const { statement, span: at } of statements) {
    const { problem } = statement;
    // An unterminated quote is already said, better than the grammar can say it.
    if (problem !== undefined && !splitProblems.some((known) => overlaps(known.span, at)))
      problems.push({ ...problem, span: shift(problem.span, at.start) });
  }
  problems.sort((left, right) => left.span.start - right.span.start);
  return { statements, problems, span, pieces, splitProblems, mended };
}

function overlaps(left: Span, right: Span): boolean {
  return left.start < right.end && right.start < left.end;
}

function readStatement(text: string, grammar: Grammar, trees: DataTrees): Statement {
  const refused = unreadable(text);
  if (refused !== undefined) return unparsed(text, text, refused);
  const plain = grammar.parse(text);
  if (plain.ok) return parsed(text, text, plain.value, grammar, trees);
  let last = { masked: text, problem: plain.problem };
  for (const masked of readings(text, plain.problem)) {
    const other = grammar.parse(masked);
    if (other.ok) return parsed(text, masked, other.value, grammar, trees);
    last = { masked, problem: other.problem };
    if (isSeveral(other.problem)) break;
  }
  const later = laterSyntax(text, plain.problem);
  if (later !== undefined) return { ...unparsed(text, text, laterProblem(later)), later };
  return unparsed(text, last.masked, last.problem);
}

/** What else the text may say, at the same length. A placeholder must not swallow what are two statements without it. */
function readings(text: string, problem: SqlProblem): readonly string[] {
  const joined = blankInnerComments(text);
  const plain = joined === text ? [] : [joined];
  if (isSeveral(problem)) return plain;
  const masked = maskTemplates(joined);
  return masked === joined ? plain : [...plain, masked];
}

function isSeveral({ code }: SqlProblem): boolean {
  return code === "several-statements";
}

function parsed(
  text: string,
  masked: string,
  found: ParsedStatement,
  grammar: Grammar,
  trees: DataTrees,
): Statement {
  const { kind } = found;
  const node = trees.nodeOf(masked, found, grammar);
  try {
    return withBody({ text, masked, kind, node, problem: undefined }, grammar);
  } catch (error) {
    // Its body nests deeper than the stack reaches.
    if (error instanceof RangeError) return unparsed(text, masked, tooComplex(text));
    throw error;
  }
}

function unparsed(text: string, masked: string, problem: SqlProblem): Statement {
  return { text, masked, kind: "unparsed", node: undefined, problem };
}

/** What the grammar need not be asked. */
function unreadable(text: string): SqlProblem | undefined {
  const span = { start: 0, end: Math.min(text.length, text.search(/\r?\n|$/)) };
  if (text.length > LONGEST) {
    const size = (text.length / LONGEST).toFixed(1);
    const message = `This statement is ${size} million characters long; statements over 1 million are not analysed.`;
    return { code: "statement-too-long", message, span };
  }
  const replaced = text.indexOf("\ufffd");
  if (replaced < 0) return undefined;
  const message = "Here stand bytes that are not UTF-8. Save the file as UTF-8.";
  return { code: "invalid-utf8", message, span: { start: replaced, end: replaced + 1 } };
}
