import type { FuncCall, Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import type { ObjectId, RelationId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { requireFunction } from "../functions/requireFunction.ts";
import { rangeNamed, relationOf, routinesNamed, splitName } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { noteTypes } from "../query/constantTypes.ts";
import { QueryReading } from "../query/queryReading.ts";
import { emptyScope, type Scope } from "../query/scope.ts";
import { walk } from "../walk.ts";

/** An expression without columns of its own, such as a DEFAULT of a type, with the user's objects that it uses. */
export function freeExpression(execution: Execution, node: Node, type?: TypeRef): Expression {
  return withUses(execution, { node, columns: [] }, emptyScope, type);
}

/** Adds to an expression the user's objects that it uses. `wanted`: the type that its place gives it. */
export function withUses(
  execution: Execution,
  expression: Expression,
  scope: Scope,
  wanted?: TypeRef,
): Expression {
  const reading = new QueryReading(execution, false, true);
  noteTypes(reading, expression.node, scope, wanted);
  const found = new Set([...usedNames(execution, expression.node), ...(reading.usedTypes ?? [])]);
  return found.size === 0 ? expression : { ...expression, uses: [...found] };
}

/** The user's functions and the sequences that a tree names. */
export function usedNames(execution: Execution, node: Node): ReadonlySet<ObjectId> {
  const found = new Set<ObjectId>();
  walk(node, (at) => {
    for (const id of usedBy(execution, at)) found.add(id);
  });
  return found;
}

/** The sequence of `nextval('name')` and its kin, or undefined. */
export function sequenceOfCall(execution: Execution, call: FuncCall): RelationId | undefined {
  const { schema, name } = splitName(call.funcname);
  if ((schema ?? "pg_catalog") !== "pg_catalog" || !["nextval", "setval", "currval"].includes(name))
    return undefined;
  const text = constantText(call.args?.[0]);
  if (text === undefined) return undefined;
  const relation = relationOf(execution, rangeNamed(text), ["sequence"]);
  return relation?.kind === "sequence" ? relation.id : undefined;
}

function usedBy(execution: Execution, node: Node): readonly ObjectId[] {
  if (!("FuncCall" in node)) return [];
  requireFunction(execution, node.FuncCall);
  const sequence = sequenceOfCall(execution, node.FuncCall);
  if (sequence !== undefined) return [sequence];
  const arity = node.FuncCall.args?.length ?? 0;
  const routines = routinesNamed(execution, node.FuncCall.funcname);
  const fitting = routines.filter((routine) => routine.arguments.length === arity);
  return (fitting.length > 0 ? fitting : routines).map(({ id }) => id);
}

/** The text of a string constant, also behind casts: 'seq'::regclass, ('seq'::text)::regclass. */
function constantText(node: Node | undefined): string | undefined {
  if (node !== undefined && "TypeCast" in node) return constantText(node.TypeCast.arg);
  return stringOf(node);
}
