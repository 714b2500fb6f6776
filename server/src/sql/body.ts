import type { CreateFunctionStmt, Node } from "@pgsql/types";
import { nameOf, stringOf } from "./ast.ts";
import type { Grammar, ParsedStatement } from "./grammar.ts";
import { maskTemplates } from "./mask.ts";
import { parsePlPgSql } from "./plpgsql.ts";
import { brokenProgram, once, programOf } from "./plpgsqlProgram.ts";
import type { Body, Inner, InnerStatement, Program } from "./program.ts";
import type { Statement } from "./statement.ts";

/** Adds to a DO block or a routine what its body runs, so that later layers need no grammar. */
export function withBody(statement: Statement, grammar: Grammar): Statement {
  const body = bodyOf(statement, grammar);
  return body === undefined ? statement : { ...statement, body };
}

function bodyOf(statement: Statement, grammar: Grammar): Body | undefined {
  const { node } = statement;
  if (node === undefined) return undefined;
  if ("CreateFunctionStmt" in node && languageOf(node.CreateFunctionStmt) === "sql")
    return sqlBody(node.CreateFunctionStmt, grammar);
  return "DoStmt" in node || "CreateFunctionStmt" in node ? program(statement, grammar) : undefined;
}

function program(statement: Statement, grammar: Grammar): Program | undefined {
  const parsed = parsePlPgSql(statement, grammar);
  if (parsed === undefined) return undefined;
  const read = (text: string): Inner => readInner(text, grammar);
  if (parsed.ok) return programOf(parsed.value, read);
  if (parsed.problem.code === "statement-too-complex") throw new RangeError(parsed.problem.message);
  return brokenProgram(parsed.problem.message, read);
}

function languageOf({ options }: CreateFunctionStmt): string {
  for (const option of options ?? [])
    if ("DefElem" in option && option.DefElem.defname === "language")
      return (stringOf(option.DefElem.arg) ?? "").toLowerCase();
  return "sql";
}

/** The body of an SQL function as a string; one in SQL-standard form is part of the tree already. */
function sqlBody({ options }: CreateFunctionStmt, grammar: Grammar): Body | undefined {
  for (const option of options ?? []) {
    if (!("DefElem" in option) || option.DefElem.defname !== "as") continue;
    const [text] = nameOf(option.DefElem.arg);
    if (text !== undefined) return { language: "sql", sql: once(text, (sql) => readInner(sql, grammar)) };
  }
  return undefined;
}

/** Reads statements that stand in a body; each may have a body of its own. */
export function readInner(text: string, grammar: Grammar): Inner {
  const masked = maskTemplates(text);
  const plain = grammar.parseAll(text);
  const parsed = plain.ok || masked === text ? plain : grammar.parseAll(masked);
  if (!parsed.ok) return { ok: false, reason: parsed.problem.message };
  const source = plain.ok ? text : masked;
  return {
    ok: true,
    statements: parsed.value.map((each) => innerStatement(each, text, source, grammar)),
  };
}

/** `source`: the text as the grammar read it. */
function innerStatement(
  { node, kind, span }: ParsedStatement,
  text: string,
  source: string,
  grammar: Grammar,
): InnerStatement {
  const masked = source.slice(span.start, span.end).trim();
  const start = source.indexOf(masked, span.start);
  const statement = {
    text: text.slice(start, start + masked.length),
    masked,
    kind,
    node,
    problem: undefined,
  };
  // Of those behind the first, the tree's locations are in the whole text.
  const again = start === 0 ? undefined : grammar.parse(masked);
  const own = again?.ok === true ? { ...statement, node: again.value.node } : statement;
  const body = hasBody(node) ? bodyOf(own, grammar) : undefined;
  return { node: own.node, body, statement: body === undefined ? own : { ...own, body } };
}

function hasBody(node: Node): boolean {
  return "DoStmt" in node || "CreateFunctionStmt" in node;
}
