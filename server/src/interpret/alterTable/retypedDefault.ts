import type { Expression } from "../../catalog/expression.ts";
import type { Column } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { conversion } from "../types/coercion.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "../types/formatType.ts";
import { castTo } from "../types/typeNames.ts";
import { sameBase } from "../types/typeRefs.ts";
import { freeExpression } from "../expressions/dependencies.ts";
import { typeOfValue } from "../types/valueType.ts";

/**
 * The default of a column whose type changes. It keeps the type that it had before it was brought to that of the
 * column (strip_implicit_coercions in ATExecAlterColumnType), and depends on that type from now on; fails with 42804
 * where the new one does not take it. Undefined where there is none.
 */
export function followDefault(execution: Execution, column: Column, type: TypeRef): Expression | undefined {
  const { default: old, identity } = column;
  if (old === undefined || identity !== undefined) return undefined;
  const own = ownType(execution, column, old);
  if (conversion(execution, own, type, "assignment") === "impossible")
    execution.fail(
      "42804",
      `default for column "${column.name}" cannot be cast automatically to type ${formatType(execution, type)}`,
    );
  if (sameBase(column.type, type)) return old;
  const isBare = "A_Const" in old.node && old.node.A_Const.sval !== undefined;
  const node = isBare || "RowExpr" in old.node ? castTo(execution, old.node, own) : old.node;
  return freeExpression(execution, node ?? old.node, type);
}

/** A literal and a row are of the column's type from the beginning; a domain stands around a value of its base type. */
function ownType(execution: Execution, column: Column, { node }: Expression): TypeRef {
  const below = baseType(execution, column.type);
  return "RowExpr" in node ? below : (typeOfValue(execution, undefined, node) ?? below);
}
