import type { Format, Section } from "../formats/format.ts";
import { shift, type SqlProblem } from "../sql/span.ts";
import type { PlacedStatement, Statement } from "../sql/statement.ts";
import { placeholdersIn, type FoundPlaceholder } from "../sql/placeholders.ts";
import { metaCommandAdvice } from "./metaCommands.ts";
import type { ReadPart } from "./input.ts";
import { turnsStandardStringsOff } from "./standardStrings.ts";

/**
 * What of a part of a file is no SQL for the server that the tool sends it to, as problems at their places: psql's
 * commands and variables, rows after COPY … FROM stdin, placeholders that this tool does not replace. The rest of the
 * file is analysed all the same; a statement with a variable of psql is only where that stands for a name, since its
 * value is not known.
 */
export function asSent(part: ReadPart, text: string, section: Section, format: Format): ReadPart {
  const problems: SqlProblem[] = [...pieceProblems(part, text, format)];
  const unreplaced: Unreplaced[] = [];
  const statements = part.statements.map((placed) => {
    const traits = traitsOf(placed.statement);
    if (traits.isOnlySql) return placed;
    const found = refusedPlaceholders(placed.statement, section, format).map((each) => ({
      ...each,
      isName: each.kind !== "psql" || isQualifier(each, placed.statement),
    }));
    const { start } = placed.span;
    unreplaced.push(...found.map((each) => ({ ...each, span: shift(each.span, start) })));
    const copy = copyProblem(placed.statement, format);
    if (copy !== undefined) problems.push({ code: "copy-from-stdin", message: copy, span: placed.span });
    if (traits.turnsStandardStringsOff)
      problems.push({ code: "nonstandard-strings", message: stringsMessage, span: placed.span });
    return found.every(({ isName }) => isName) ? placed : withoutTree(placed);
  });
  problems.push(...toldOnce(unreplaced, format));
  if (problems.length === 0) return part;
  const all = [...part.problems, ...problems].sort((one, other) => one.span.start - other.span.start);
  return { ...part, statements, problems: all };
}

interface Traits {
  /** Of none of the kinds that are looked for, as nearly every statement is. */
  readonly isOnlySql: boolean;
  readonly turnsStandardStringsOff: boolean;
}

/** Asked at every keystroke. */
const known = new WeakMap<Statement, Traits>();

function traitsOf(statement: Statement): Traits {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const { text, masked, body, kind } = statement;
  const turnsOff = turnsStandardStringsOff(statement);
  const isOnlySql = masked === text && body === undefined && kind !== "CopyStmt" && !turnsOff;
  const found = { isOnlySql, turnsStandardStringsOff: turnsOff };
  known.set(statement, found);
  return found;
}

const stringsMessage =
  "From here on PostgreSQL takes a backslash in '…' for an escape, so that a string may end elsewhere than it seems to, " +
  "and what follows is another statement than the one analysed here. Leave the setting on and write E'…' where escapes " +
  "are wanted.";

function pieceProblems({ pieces }: ReadPart, text: string, format: Format): readonly SqlProblem[] {
  if (format.accepts?.metaCommands === true) return [];
  return pieces
    .filter(({ kind }) => kind === "psql")
    .map(({ span }) => {
      const message = metaCommand(text.slice(span.start, span.end), format);
      return { code: "psql-command", message, span };
    });
}

function copyProblem({ node }: Statement, format: Format): string | undefined {
  if (node === undefined || !("CopyStmt" in node) || format.accepts?.copyData === true) return undefined;
  const { is_from: isFrom, filename, is_program: isProgram } = node.CopyStmt;
  if (isFrom !== true || filename !== undefined || isProgram === true) return undefined;
  return (
    `${sender(format)} cannot send the rows that COPY … FROM stdin waits for: PostgreSQL reads them as SQL, or gets ` +
    "none, and refuses this (42601 or 57014). Write INSERT statements, or load the rows apart from the migrations."
  );
}

function metaCommand(line: string, format: Format): string {
  const name = /^\\(?:[A-Za-z_]+|.)?/.exec(line)?.[0] ?? "\\";
  return (
    `\`${name}\` is a command of psql, not SQL: ${sender(format)} sends it to PostgreSQL, which refuses it (42601). ` +
    metaCommandAdvice(name)
  );
}

interface Unreplaced extends FoundPlaceholder {
  /** Read as if a name stood in its place. */
  readonly isName: boolean;
}

/** What stands before a dot, as in `:schema.jobs`, is a name whatever its value. */
function isQualifier({ span }: FoundPlaceholder, { text }: Statement): boolean {
  return text[span.end] === ".";
}

/** A name of a schema that stands in every statement is one thing to be mended, so it is told where it comes first. */
function toldOnce(found: readonly Unreplaced[], format: Format): readonly SqlProblem[] {
  const told = new Map<string, { readonly first: Unreplaced; readonly more: number }>();
  for (const each of found) {
    const known = told.get(each.text);
    told.set(each.text, known === undefined ? { first: each, more: 0 } : { ...known, more: known.more + 1 });
  }
  return [...told.values()].map(({ first, more }) => ({
    code: first.kind === "psql" ? "psql-variable" : "placeholder",
    message: placeholderMessage(first, format) + (more === 0 ? "" : ` The same in ${others(more)} below.`),
    span: first.span,
  }));
}

function others(count: number): string {
  return count === 1 ? "another statement" : `${String(count)} more statements`;
}

function placeholderMessage({ text: own, kind, isName }: Unreplaced, format: Format): string {
  const what = kind === "psql" ? "a variable of psql" : "a placeholder";
  const instead = kind === "psql" ? "Write the value itself." : "Write what it stands for.";
  const read = isName
    ? "It is read here as if a name stood in its place."
    : "Its value is not known here, so this statement is not analysed.";
  return `\`${own}\` is ${what}: ${sender(format)} does not replace it, and PostgreSQL refuses it (42601). ${instead} ${read}`;
}

/** The tool as the subject of a sentence; of plain files it is not known. */
function sender({ id, label }: Format): string {
  return id === "plain" ? "whatever is not psql" : label;
}

function refusedPlaceholders(
  statement: Statement,
  { substitutesEnvironment }: Section,
  { accepts }: Format,
): readonly FoundPlaceholder[] {
  if (statement.masked === statement.text && statement.body === undefined) return [];
  const replaced = accepts?.placeholders ?? [];
  return placeholdersIn(statement).filter(
    ({ kind }) => !replaced.includes(kind) && !(kind === "${}" && substitutesEnvironment === true),
  );
}

const refused = new WeakMap<Statement, Statement>();

/** The same object for the same statement, so that nothing is folded again for it. */
function withoutTree({ statement, span }: PlacedStatement): PlacedStatement {
  let bare = refused.get(statement);
  if (bare === undefined) {
    const { text, problem } = statement;
    const own = problem ?? {
      code: "psql-variable",
      message: "A variable of psql has no value here.",
      span: { start: 0, end: text.length },
    };
    bare = { text, masked: text, kind: "unparsed", node: undefined, problem: own };
    refused.set(statement, bare);
  }
  return { statement: bare, span };
}
