import type { SectionAnalysis, StatementAnalysis } from "../../analysis/analysis.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { identifierOf, tokensIn, type Token } from "../../sql/tokens.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

/** Where a name stands, and what there is at that moment of the history, on the newest major. */
export interface Place {
  readonly section: SectionAnalysis;
  /** Undefined between statements. */
  readonly statement: StatementAnalysis | undefined;
  /** The schema before the statement. */
  readonly before: Catalog;
  /** The schema after it: what a statement makes has its name in that statement already. */
  readonly after: Catalog;
  /** Of the statement, or of what stands between two, without comments; spans are those of the file. */
  readonly tokens: readonly Token[];
  /** In the file, UTF-16. */
  readonly offset: number;
}

/** Undefined in front of every section, and in a comment. */
export function placeAt(
  sections: readonly SectionAnalysis[],
  text: string,
  offset: number,
): Place | undefined {
  const section = sections.findLast(({ span }) => span.start <= offset);
  if (section === undefined) return undefined;
  const { statements } = section;
  const last = statements.findLastIndex(({ span }) => span.start <= offset);
  const own = statements[last];
  const isOwn = own !== undefined && !text.slice(own.span.start, offset).trimEnd().endsWith(";");
  const next = statements[last + 1]?.span.start ?? Math.max(offset, section.span.end);
  const span = isOwn
    ? { start: own.span.start, end: Math.max(own.span.end, Math.min(offset, next)) }
    : { start: own?.span.end ?? section.span.start, end: next };
  const tokens = tokensIn(text, span);
  if (tokens.some((token) => token.kind === "comment" && holds(token, offset))) return undefined;
  return placeIn(section, isOwn ? own : undefined, statements[isOwn ? last - 1 : last], tokens, offset);
}

/** A comment of a line goes on until the line ends. */
function holds({ span, text }: Token, offset: number): boolean {
  return span.start < offset && (offset < span.end || (offset === span.end && text.startsWith("--")));
}

/** A place in a statement whose tokens are at hand. */
export function placeIn(
  section: SectionAnalysis,
  statement: StatementAnalysis | undefined,
  previous: StatementAnalysis | undefined,
  tokens: readonly Token[],
  offset: number,
): Place | undefined {
  const entry = newestEntry(statement);
  const start = [...section.start.values()].at(-1);
  const before = entry?.before ?? newestEntry(previous)?.after ?? start;
  if (before === undefined) return undefined;
  const own = tokens.filter(({ kind, text }) => kind !== "comment" && text !== ";");
  return { section, statement, before, after: entry?.after ?? before, tokens: own, offset };
}

/** What a statement does on the newest major. */
export function newestEntry(statement: StatementAnalysis | undefined): TimelineEntry | undefined {
  return statement === undefined ? undefined : [...statement.entries.values()].at(-1);
}

/** A word of a dotted name. */
export interface NamePart {
  readonly name: string;
  readonly span: Token["span"];
}

/** `schema.table.column` as far as it is written: the part at the place and those in front of it. */
export function chainAt({ tokens, offset }: Pick<Place, "tokens" | "offset">): readonly NamePart[] {
  const at = tokens.findIndex(
    ({ span }) => span.start <= offset && offset <= span.end && span.start < span.end,
  );
  const isWord = (index: number): boolean => partAt(tokens, index) !== undefined;
  const last = isWord(at) ? at : isWord(at + 1) && tokens[at + 1]?.span.start === offset ? at + 1 : -1;
  return last < 0 ? [] : chainTo(tokens, last);
}

/** The dotted name that ends with a token. */
export function chainTo(tokens: readonly Token[], last: number): readonly NamePart[] {
  const own = partAt(tokens, last);
  if (own === undefined) return [];
  const isDotted = tokens[last - 1]?.text === "." && partAt(tokens, last - 2) !== undefined;
  return isDotted ? [...chainTo(tokens, last - 2), own] : [own];
}

function partAt(tokens: readonly Token[], index: number): NamePart | undefined {
  const token = tokens[index];
  const name = token === undefined ? undefined : identifierOf(token);
  return token === undefined || name === undefined ? undefined : { name, span: token.span };
}
