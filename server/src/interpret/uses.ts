import type { FuncCall, Node } from "@pgsql/types";
import type { Expression } from "../catalog/expression.ts";
import type { ObjectId, RelationId } from "../catalog/ids.ts";
import type { Execution } from "./execution.ts";
import { requireFunction } from "./functions/requireFunction.ts";
import { rangeNamed, relationOf, routinesNamed, splitName } from "./lookup.ts";
import { stringOf, stringsOf } from "./nodes.ts";
import { findType } from "./typeLookup.ts";
import { walk } from "./walk.ts";

/** An expression without columns of its own, such as a DEFAULT, with the user's objects that it uses. */
export function freeExpression(execution: Execution, node: Node): Expression {
  return withUses(execution, { node, columns: [] });
}

/** Adds to an expression the user's objects that it uses. */
export function withUses(execution: Execution, expression: Expression): Expression {
  const found = new Set<ObjectId>();
  walk(expression.node, (at) => {
    for (const id of usedBy(execution, at)) found.add(id);
  });
  return found.size === 0 ? expression : { ...expression, uses: [...found] };
}

/** The sequence of `nextval('name')` and its kin, or undefined. */
export function sequenceOfCall(execution: Execution, call: FuncCall): RelationId | undefined {
  const { schema, name } = splitName(call.funcname);
  if ((schema ?? "pg_catalog") !== "pg_catalog" || !["nextval", "setval", "currval"].includes(name))
    return undefined;
  const text = constantText(call.args?.[0]);
  if (text === undefined) return undefined;
  const relation = relationOf(execution, rangeNamed(text));
  return relation?.kind === "sequence" ? relation.id : undefined;
}

function usedBy(execution: Execution, node: Node): readonly ObjectId[] {
  if ("FuncCall" in node) {
    requireFunction(execution, node.FuncCall);
    const sequence = sequenceOfCall(execution, node.FuncCall);
    if (sequence !== undefined) return [sequence];
    const arity = node.FuncCall.args?.length ?? 0;
    const routines = routinesNamed(execution, node.FuncCall.funcname);
    const fitting = routines.filter((routine) => routine.arguments.length === arity);
    return (fitting.length > 0 ? fitting : routines).map(({ id }) => id);
  }
  if (!("TypeCast" in node)) return [];
  const names = stringsOf(node.TypeCast.typeName?.names);
  const type = names[0] === "pg_catalog" ? undefined : findType(execution, names)?.id;
  return type === undefined || type.startsWith("type:pg_catalog.") ? [] : [type];
}

/** The text of a string constant, also behind casts: 'seq'::regclass, ('seq'::text)::regclass. */
function constantText(node: Node | undefined): string | undefined {
  if (node !== undefined && "TypeCast" in node) return constantText(node.TypeCast.arg);
  return stringOf(node);
}
