import { readFileSync } from "node:fs";
import { split } from "../../../server/src/sql/split.ts";
import type { Piece } from "../../../server/src/sql/split.ts";

/** A statement of a psql script. */
export interface ScriptStatement {
  /** From 1. */
  readonly line: number;
  readonly sql: string;
  /** The lines after a COPY … FROM stdin, without the `\.`. */
  readonly data: string | undefined;
}

/** What psql cannot be left out for: it sends the statement before it with parameters, or does not run it at all. */
const sendsOtherwise = /^\\(?:bind|bind_named|parse|close_prepared|gdesc|sendpipeline)\b/;

/**
 * The statements of a script that psql could run. Of its commands only `\getenv` and `\set` are followed, since
 * statements are written with the variables; a statement that `\bind` and its like would send is left out.
 */
export function readScript(path: string): readonly ScriptStatement[] {
  const text = readFileSync(path, "utf8");
  const variables = new Map<string, string>();
  const statements: ScriptStatement[] = [];
  let pending: ScriptStatement | undefined;
  let line = 1;
  let counted = 0;
  for (const piece of inOrder(split(text).pieces)) {
    const raw = text.slice(piece.span.start, piece.span.end);
    for (; counted < piece.span.start; counted++) if (text.charCodeAt(counted) === 10) line++;
    if (piece.kind === "copy-data") {
      if (pending !== undefined) pending = { ...pending, data: raw.replace(/(?:^|\r?\n)\\\.\s*$/, "\n") };
      continue;
    }
    if (piece.kind === "psql") {
      if (sendsOtherwise.test(raw)) pending = undefined;
      else obey(raw, variables);
      continue;
    }
    if (pending !== undefined) statements.push(pending);
    pending = { line, sql: substitute(raw, variables), data: undefined };
  }
  if (pending !== undefined) statements.push(pending);
  return statements;
}

/** A psql command inside a statement comes before it in the list, and after it in what psql does. */
function inOrder(pieces: readonly Piece[]): readonly Piece[] {
  return [...pieces].sort((one, other) => one.span.start - other.span.start);
}

function obey(command: string, variables: Map<string, string>): void {
  const [, name = "", source = ""] = /^\\getenv\s+(\S+)\s+(\S+)/.exec(command) ?? [];
  if (name !== "") variables.set(name, process.env[source] ?? "");
  const [, variable = "", value = ""] = /^\\set\s+(\S+)[ \t]*(.*)/.exec(command) ?? [];
  if (variable !== "") variables.set(variable, valueOf(value, variables));
}

/** The arguments of `\set` are put together without the blanks between them. */
function valueOf(text: string, variables: ReadonlyMap<string, string>): string {
  const words = text.match(/'(?:[^']|'')*'|\S+/g) ?? [];
  return words
    .map((word) =>
      word.startsWith("'") ? word.slice(1, -1).replaceAll("''", "'") : (variables.get(word.slice(1)) ?? word),
    )
    .join("");
}

/** `:name`, `:'name'` and `:"name"` of the variables that are known; a cast is none of these. */
function substitute(sql: string, variables: ReadonlyMap<string, string>): string {
  return sql.replaceAll(/(?<![:\w]):(?:'(\w+)'|"(\w+)"|(\w+))/g, (whole, text, name, bare) => {
    const value = variables.get(String(text ?? name ?? bare));
    if (value === undefined) return whole;
    if (text !== undefined) return `'${value.replaceAll("'", "''")}'`;
    return name === undefined ? value : `"${value.replaceAll('"', '""')}"`;
  });
}
