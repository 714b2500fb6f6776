import type { FuncCall, Node } from "@pgsql/types";
import { extensionMembers } from "../../catalog/builtins/extensions.ts";
import { isBuiltinFunction } from "../../catalog/builtins/functions.ts";
import type { Execution } from "../execution.ts";
import { knownRelation, requireSchema, routinesNamed, splitName } from "../names/lookup.ts";
import { isStar, stringOf, stringsOf } from "../nodes.ts";
import { systemSchema } from "../names/searchPath.ts";
import { findType } from "../types/lookup.ts";

/** Fails with 42883 where no function has the name of a call, whatever its arguments (ParseFuncOrColumn). */
export function requireFunction(execution: Execution, call: FuncCall): void {
  if (isKnownFunction(execution, call)) return;
  const names = stringsOf(call.funcname);
  const { schema } = splitName(call.funcname);
  // An incomplete history says nothing of functions, and extensions bring functions of their own along.
  if (execution.target.assumesMissing === true || hasUnknownExtension(execution)) return;
  if (schema !== undefined) requireSchema(execution, schema);
  execution.fail("42883", `function ${names.join(".")} does not exist`);
}

/** Whether the server, the history or a type brings a function of that name, or the call is a cast or a column. */
export function isKnownFunction(execution: Execution, call: FuncCall): boolean {
  const names = stringsOf(call.funcname);
  const { schema, name } = splitName(call.funcname);
  const inCatalog = schema === undefined || schema === systemSchema;
  if (inCatalog && isBuiltinFunction(name, execution.server)) return true;
  if (schema === systemSchema || schema === "information_schema") return schema !== systemSchema;
  if (routinesNamed(execution, call.funcname).length > 0) return true;
  // A range type has constructors of its name.
  const type = findType(execution, names);
  const kind = type === undefined ? undefined : execution.edit.get("type", type.id)?.kind;
  if (kind === "range" || kind === "multirange") return true;
  // `text(x)` is a cast, and `name(row)` may be a column.
  if (call.args?.length !== 1) return false;
  const [only] = call.args;
  return type !== undefined || (only !== undefined && isRow(execution, only));
}

/** A whole row: `table.*`, or the name of a table. */
function isRow(execution: Execution, node: Node): boolean {
  if (!("ColumnRef" in node)) return false;
  const { fields } = node.ColumnRef;
  if (isStar(fields)) return true;
  return knownRelation(execution, { relname: stringOf(fields?.at(-1)) ?? "" }) !== undefined;
}

/** Extensions that are not of PostgreSQL's distribution bring functions along of which the model knows nothing. */
export function hasUnknownExtension(execution: Execution): boolean {
  const { server } = execution;
  for (const [, { kind, name }] of execution.edit.all("other"))
    if (kind === "extension" && extensionMembers(name, server) === undefined) return true;
  return false;
}
