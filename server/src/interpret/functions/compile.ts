import type { Node } from "@pgsql/types";
import type { Program, Variable } from "../../sql/program.ts";
import type { Execution } from "../execution.ts";
import { StatementError } from "../statementError.ts";
import { rangeOf, requireRelation } from "../names/lookup.ts";
import { settingOf } from "../names/searchPath.ts";
import { isFalse } from "../session/settings.ts";
import { typeOf } from "../types/lookup.ts";

/** What PL/pgSQL's own grammar finds wrong in any setting; other complaints may be for want of the parameters. */
const certain = /^(?:syntax error|missing "|too (?:few|many) parameters specified for RAISE|unexpected end)/i;

/** Fails as the compilation of a body does: on its grammar, then on the types that it declares (plpgsql_compile). */
export function compile(
  execution: Execution,
  program: Program,
  parameters: readonly string[] | undefined,
): void {
  const problem = program.problem ?? "";
  if (certain.test(problem)) execution.fail("42601", problem.charAt(0).toLowerCase() + problem.slice(1));
  const names = new Set([...(parameters ?? []), ...program.variables.map(({ name }) => name)]);
  for (const variable of program.variables) requireType(execution, program, variable, names);
}

/** Whether CREATE FUNCTION looks at bodies. */
export function checksBodies(execution: Execution): boolean {
  return !isFalse(settingOf(execution, "check_function_bodies") ?? "on");
}

const ofVariables = ["", "record", "refcursor", "boolean", "trigger", "cursor"];

function requireType(
  execution: Execution,
  program: Program,
  { type, name }: Variable,
  names: ReadonlySet<string>,
): void {
  if (ofVariables.includes(type) || type.startsWith("any") || name === "") return;
  const [, path = "", kind] = /^([^%]+)(?:%(type|rowtype))?$/iu.exec(type) ?? [];
  if (kind === undefined) requireWritten(execution, program, type);
  else {
    const parts = namesIn(path);
    const [first] = parts;
    if (first === undefined) return;
    if (kind.toLowerCase() === "rowtype") requireRelation(execution, rangeOf(parts.map(string)));
    else if (parts.length > 1 && !names.has(first)) requireColumnType(execution, parts);
  }
}

/**
 * The names of `%TYPE` and `%ROWTYPE`, which the grammar prints folded and without their quotes; none where a name may
 * itself hold a dot, so that it is not known which parts there are.
 */
function namesIn(path: string): readonly string[] {
  const parts = path.split(".");
  return parts.length <= 2 || parts.every((part) => /^[a-z_][a-z0-9_$]*$/u.test(part)) ? parts : [];
}

function string(sval: string): Node {
  return { String: { sval } };
}

/** Before 17 a name that is not found was read on as the name of a type. */
function requireColumnType(execution: Execution, parts: readonly string[]): void {
  try {
    typeOf(execution, { names: parts.map(string), pct_type: true });
  } catch (error) {
    const { server, target } = execution;
    if (!(error instanceof StatementError) || target.assumesMissing === true || server.isSince(17))
      throw error;
    execution.fail("42601", 'syntax error at or near "%"');
  }
}

function requireWritten(execution: Execution, program: Program, written: string): void {
  const inner = program.read(`SELECT NULL::${written}`);
  if (!inner.ok) return;
  const [statement] = inner.statements;
  if (statement === undefined || !("SelectStmt" in statement.node)) return;
  const [target] = statement.node.SelectStmt.targetList ?? [];
  if (target === undefined || !("ResTarget" in target)) return;
  const { val } = target.ResTarget;
  if (val === undefined || !("TypeCast" in val) || val.TypeCast.typeName === undefined) return;
  typeOf(execution, val.TypeCast.typeName);
}
