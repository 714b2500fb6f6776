import type { Node, TypeName } from "@pgsql/types";
import type { CatalogEdit } from "../../catalog/edit.ts";
import type { Expression } from "../../catalog/expression.ts";
import { isRelationId, relationOfRowType, type QualifiedName } from "../../catalog/ids.ts";
import type { Type, TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { mapExpressions } from "../expressions/mapExpressions.ts";
import { stringsOf } from "../nodes.ts";
import { dependentsOf, replaceRelation } from "../objects/objects.ts";
import { builtin } from "./lookup.ts";
import { builtinName } from "./typeRefs.ts";
import { walk } from "../walk.ts";

/** A value with a cast to a type around it, as the server prints a constant; undefined for a type without a name. */
export function castTo(execution: Execution, arg: Node, type: TypeRef): Node | undefined {
  const name = nameOf(execution, type);
  if (name === undefined) return undefined;
  const typeName: TypeName = {
    names: nodesOf(name),
    typemod: -1,
    ...(type.array ? { arrayBounds: [{ Integer: { ival: -1 } }] } : {}),
  };
  return { TypeCast: { arg, typeName } };
}

function nameOf({ edit }: Execution, { id }: TypeRef): QualifiedName | undefined {
  const own = builtinName({ id, modifiers: [], array: false });
  if (own !== undefined) return { schema: builtin("").id.slice("type:".length, -1), name: own };
  const relation = relationOfRowType(id);
  return relation === undefined ? edit.get("type", id) : edit.get("relation", relation);
}

function nodesOf({ schema, name }: QualifiedName): Node[] {
  return [schema, name].map((sval) => ({ String: { sval } }));
}

/** Gives a type's casts in stored expressions its new name, as OIDs would. */
export function followTypeName(edit: CatalogEdit, type: Type, to: QualifiedName): void {
  const follow = (expression: Expression): Expression =>
    expression.uses?.includes(type.id) === true ? renameTypeIn(expression, type, to) : expression;
  for (const { object } of dependentsOf(edit, type.id)) {
    const relation = isRelationId(object) ? edit.get("relation", object) : undefined;
    if (relation !== undefined) replaceRelation(edit, mapExpressions(relation, follow));
  }
}

function renameTypeIn(expression: Expression, from: QualifiedName, to: QualifiedName): Expression {
  const node = structuredClone(expression.node);
  walk(node, (at) => {
    if (!("TypeCast" in at) || at.TypeCast.typeName === undefined) return;
    const [name, schema = from.schema] = stringsOf(at.TypeCast.typeName.names).reverse();
    if (name === from.name && schema === from.schema) at.TypeCast.typeName.names = nodesOf(to);
  });
  return { ...expression, node };
}
