import { Lexer } from "../sql/lexer.ts";
import { split } from "../sql/split.ts";
import type { FormatProblem, TransactionMode } from "./format.ts";
import { problemAt } from "./markers.ts";

/**
 * The statements that Flyway runs outside a transaction (PostgreSQLParser.java), told by their first words, the
 * way Flyway itself does it. It knows neither REINDEX … CONCURRENTLY of a table nor DETACH … CONCURRENTLY.
 */
const alone = [
  /^(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)\b/,
  /^ALTER SYSTEM\b/,
  /^(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY\b/,
  /^REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)\b/,
  /^VACUUM\b/,
  /^DISCARD ALL\b/,
];
/** A word of each of them; without any, the statements need not be looked at. */
const telling = /\b(?:DATABASE|TABLESPACE|SUBSCRIPTION|SYSTEM|CONCURRENTLY|REINDEX|VACUUM|DISCARD)\b/i;

/** A setting of the `.conf` file beside a script, in lower case. */
function settingIn(conf: string | undefined, name: string): string | undefined {
  const setting = new RegExp(`^\\s*${name}\\s*[=:]\\s*(\\w+)\\s*$`);
  return (conf ?? "")
    .split(/[\n\r]/)
    .map((line) => setting.exec(line)?.[1]?.toLowerCase())
    .find((value) => value !== undefined);
}

/** Whether the script's own configuration turns the replacement of placeholders off. */
export function keepsPlaceholders(conf: string | undefined): boolean {
  return settingIn(conf, "placeholderReplacement") === "false";
}

/** How Flyway sends a script: `conf` is the text of the `.conf` file beside it. */
export function flywayTransaction(
  path: string,
  text: string,
  conf: string | undefined,
): { readonly transaction: TransactionMode; readonly problems: readonly FormatProblem[] } {
  const configured = settingIn(conf, "executeInTransaction");
  if (configured !== undefined) {
    return { transaction: configured === "false" ? "autocommit" : "single", problems: [] };
  }
  if (!telling.test(text)) return { transaction: "single", problems: [] };
  const statements = split(text).pieces.filter(({ kind }) => kind === "statement");
  const outside = statements.filter(({ span }) => {
    const words = firstWords(text, span.start, span.end);
    return alone.some((pattern) => pattern.test(words));
  });
  const first = outside[0];
  if (first === undefined) return { transaction: "single", problems: [] };
  if (outside.length === statements.length) return { transaction: "autocommit", problems: [] };
  const message =
    "Flyway refuses this file unless `mixed` is on: this statement cannot run in a transaction, others in the file " +
    "can. Move it into a migration of its own.";
  return { transaction: "autocommit", problems: [problemAt(path, first.span, "mixed-statements", message)] };
}

/** The first words outside parentheses, upper case. */
function firstWords(text: string, start: number, end: number): string {
  const lexer = new Lexer(text, start, end);
  const words: string[] = [];
  let depth = 0;
  while (words.length < 5 && lexer.next()) {
    const lexeme = text.slice(lexer.start, lexer.end);
    if (lexeme === "(") depth += 1;
    else if (lexeme === ")") depth -= 1;
    else if (depth === 0 && lexer.kind === "identifier") words.push(lexeme.toUpperCase());
  }
  return words.join(" ");
}
