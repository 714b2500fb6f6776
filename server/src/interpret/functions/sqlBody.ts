import type { Node, SelectStmt } from "@pgsql/types";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import type { InnerStatement } from "../../sql/program.ts";
import type { Execution } from "../execution.ts";
import { itemsOf } from "../nodes.ts";
import { readExpression } from "../query/expression.ts";
import { QueryReading } from "../query/queryReading.ts";
import type { Reading } from "../query/reading.ts";
import { bodyScope, type Scope } from "../query/scope.ts";
import { isBuiltin } from "../types/typeRefs.ts";
import { volatilityOf } from "../expressions/volatility.ts";
import { checksBodies } from "./compile.ts";
import { readSelect } from "../query/place.ts";

/** The statements of an SQL function, be its body a string or in SQL-standard form. */
export function sqlStatements(
  execution: Execution,
  routine: Pick<Routine, "language" | "atomic">,
): readonly Node[] {
  return sqlInner(execution, routine).map(({ node }) => node);
}

export function sqlInner(
  execution: Execution,
  routine: Pick<Routine, "language" | "atomic">,
): readonly InnerStatement[] {
  if (routine.atomic !== undefined)
    return flat(routine.atomic).map((node): InnerStatement => ({ node, body: undefined }));
  const { body } = execution;
  if (routine.language !== "sql" || body?.language !== "sql") return [];
  const inner = body.sql.read();
  return inner.ok ? inner.statements : [];
}

function flat(node: Node): readonly Node[] {
  return itemsOf(node).flatMap((item) => ("List" in item ? flat(item) : [item]));
}

/** The body of an SQL function is parsed at once (check_function_bodies), which locks what it names. */
export function readSqlBody(
  execution: Execution,
  statements: readonly Node[],
  routine: Pick<Routine, "name" | "arguments" | "argumentNames">,
): Reading {
  const reading = new QueryReading(execution, false, true);
  if (!checksBodies(execution)) return reading;
  const scope = scopeOf(routine);
  for (const statement of statements) {
    if ("SelectStmt" in statement) readSelect(reading, statement.SelectStmt, scope);
    else if (!("ReturnStmt" in statement)) reading.execution.bodies.change(reading, statement, scope);
    else if (statement.ReturnStmt.returnval !== undefined)
      readExpression(reading, statement.ReturnStmt.returnval, scope);
  }
  return reading;
}

/** The parameters, by name; a row among them could be taken apart, so then any name may be meant. */
function scopeOf({
  name,
  arguments: inputs,
  argumentNames,
}: Pick<Routine, "name" | "arguments" | "argumentNames">): Scope {
  if (!inputs.every(isBuiltin)) return bodyScope;
  const columns = argumentNames.flatMap((parameter, position) =>
    parameter === "" ? [] : [{ name: parameter, type: inputs[position] }],
  );
  return { entries: [{ name, columns, open: false }], named: [], outer: undefined };
}

/**
 * The volatility that a call has once the planner has put a simple body in its place: one SELECT of one expression,
 * or RETURN of one (inline_function, clauses.c). Undefined where it is not inlined.
 */
export function inlinedVolatility(
  execution: Execution,
  routine: Pick<Routine, "kind" | "returnsSet" | "volatility">,
  statements: readonly Node[],
): Volatility | undefined {
  const [only, ...others] = statements;
  if (only === undefined || others.length > 0 || routine.kind !== "function" || routine.returnsSet)
    return undefined;
  const expression =
    "SelectStmt" in only
      ? onlyTarget(only.SelectStmt)
      : "ReturnStmt" in only
        ? only.ReturnStmt.returnval
        : undefined;
  if (expression === undefined) return undefined;
  const inner = volatilityOf(execution, expression);
  // A function declared less volatile than its body is not inlined, lest it be called more often.
  const order: readonly Volatility[] = ["immutable", "stable", "volatile"];
  return order.indexOf(inner) > order.indexOf(routine.volatility) ? undefined : inner;
}

/** A SELECT with anything but these is not simple. */
const plainFields = ["targetList", "op", "limitOption"];

function onlyTarget(select: SelectStmt): Node | undefined {
  const [target, ...others] = select.targetList ?? [];
  if (
    Object.keys(select).some((field) => !plainFields.includes(field)) ||
    others.length > 0 ||
    target === undefined ||
    !("ResTarget" in target)
  )
    return undefined;
  return target.ResTarget.val;
}
