import type { Node } from "@pgsql/types";
import type { Column } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { requireClassConstant } from "./classConstants.ts";
import { conversion } from "../types/coercion.ts";
import type { Execution } from "../execution.ts";
import { columnReferences } from "./columns.ts";
import { formatType } from "../types/formatType.ts";
import { isNullConstant } from "../nodes.ts";
import { requirePlainExpression } from "./plainExpression.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import { refuseLiteral, refuseLiteralsAt } from "../types/literals.ts";
import { typeOfValue } from "../types/valueType.ts";
import { walk } from "../walk.ts";

/** Refuses what no DEFAULT may hold (cookDefault, transformExpr). */
export function checkDefault(execution: Execution, column: Column, node: Node): void {
  if (columnReferences(node).length > 0)
    execution.fail("0A000", "cannot use column reference in DEFAULT expression");
  requirePlainExpression(execution, node, "DEFAULT expression");
  walk(node, (at) => {
    requireClassConstant(execution, at);
  });
  refuseLiteral(execution, column.type, node);
  walk(node, (at) => {
    refuseLiteralsAt(execution, at, () => undefined);
  });
  const type = typeOfValue(execution, undefined, node);
  if (type === undefined || conversion(execution, type, column.type, "assignment") !== "impossible") return;
  execution.fail(
    "42804",
    `column "${column.name}" is of type ${formatType(execution, column.type)} but default expression is of type ${formatType(execution, type)}`,
  );
}

/**
 * Whether a DEFAULT is none: a null of the column's very type is not stored (AddRelationNewConstraints). One that a
 * cast stands around is: varchar(15) calls the cast to its length, a domain that to the domain.
 */
export function isNoDefault(execution: Execution, type: TypeRef, node: Node): boolean {
  if (!isNullConstant(node) || isCastTo(execution, type)) return false;
  if (!("TypeCast" in node)) return true;
  const { arg, typeName } = node.TypeCast;
  if (arg === undefined || typeName === undefined || !("A_Const" in arg)) return false;
  const cast = typeOf(execution, typeName);
  return cast.id === type.id && cast.array === type.array && !isCastTo(execution, cast);
}

/** Whether a bare null gets a cast on its way to the type; interval's input takes the modifier itself. */
function isCastTo(execution: Execution, { id, array, modifiers }: TypeRef): boolean {
  if (!array && execution.edit.get("type", id)?.kind === "domain") return true;
  return modifiers.length > 0 && (array || id !== builtin("interval").id);
}
