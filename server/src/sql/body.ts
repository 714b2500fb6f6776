import type { CreateFunctionStmt } from "@pgsql/types";
import { nameOf, stringOf } from "./ast.ts";
import type { Grammar } from "./grammar.ts";
import { maskTemplates } from "./mask.ts";
import { readPlPgSql, type EmbeddedSql } from "./plpgsql.ts";
import type { BodyStatement, Statement } from "./statement.ts";

/** Adds to a DO block or a function what its body runs, so that later layers need no grammar. */
export function withBody(statement: Statement, grammar: Grammar): Statement {
  const body = bodyOf(statement, grammar);
  return body === undefined ? statement : { ...statement, body };
}

function bodyOf(statement: Statement, grammar: Grammar): readonly BodyStatement[] | undefined {
  const { node } = statement;
  if (node === undefined || !("DoStmt" in node || "CreateFunctionStmt" in node)) return undefined;
  if ("CreateFunctionStmt" in node && languageOf(node.CreateFunctionStmt) === "sql")
    return sqlBody(node.CreateFunctionStmt, grammar);
  return readPlPgSql(statement, grammar)?.statements.map((embedded) => read(embedded, grammar));
}

function languageOf({ options }: CreateFunctionStmt): string {
  for (const option of options ?? [])
    if ("DefElem" in option && option.DefElem.defname === "language")
      return (stringOf(option.DefElem.arg) ?? "").toLowerCase();
  return "sql";
}

/** The body of an SQL function as a string; one in SQL-standard form is part of the tree already. */
function sqlBody({ options }: CreateFunctionStmt, grammar: Grammar): readonly BodyStatement[] | undefined {
  for (const option of options ?? []) {
    if (!("DefElem" in option) || option.DefElem.defname !== "as") continue;
    const text = nameOf(option.DefElem.arg)[0];
    if (text === undefined) return undefined;
    const parsed = grammar.parseAll(maskTemplates(text));
    if (!parsed.ok) return [{ node: undefined, reason: parsed.problem.message, conditional: false }];
    return parsed.value.map(({ node }) => ({ node, reason: undefined, conditional: false }));
  }
  return undefined;
}

function read({ sql, reason, conditional }: EmbeddedSql, grammar: Grammar): BodyStatement {
  if (sql === undefined) return { node: undefined, reason, conditional };
  const parsed = grammar.parse(maskTemplates(sql));
  return parsed.ok
    ? { node: parsed.value.node, reason: undefined, conditional }
    : { node: undefined, reason: parsed.problem.message, conditional };
}
