import type { FuncCall, Node, TypeCast } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { findType, typeOf } from "../types/lookup.ts";
import { sameBase, sameType } from "../types/typeRefs.ts";
import { bareColumn } from "./bareColumn.ts";
import { columnNamed, type Column } from "../../catalog/relations.ts";

/** What has columns: a table, a view. */
export interface Columns {
  readonly columns: readonly Column[];
}

/**
 * The column that an expression comes to once casts to the very type of it are gone, as they are when the server has
 * parsed it: `date(day)` and `day::date` over a date are `day` (coerce_type). Undefined for any other expression.
 */
export function columnBehindCasts(
  execution: Execution,
  node: Node | undefined,
  owner: Columns,
): Column | undefined {
  if (node === undefined) return undefined;
  if ("TypeCast" in node) return behindCast(execution, node.TypeCast, owner);
  if ("FuncCall" in node) return behindCall(execution, node.FuncCall, owner);
  return columnNamed(owner, bareColumn(node) ?? "");
}

/** A cast that takes a length away stays (coerce_type_typmod). */
function behindCast(execution: Execution, { arg, typeName }: TypeCast, owner: Columns): Column | undefined {
  const column = columnBehindCasts(execution, arg, owner);
  if (column === undefined || typeName === undefined) return undefined;
  return sameType(typeOf(execution, typeName), column.type) ? column : undefined;
}

/** A call of a type's name is a cast where no function of that name takes the type (func_get_detail). */
function behindCall(execution: Execution, call: FuncCall, owner: Columns): Column | undefined {
  const [argument, second] = call.args ?? [];
  if (second !== undefined) return undefined;
  const column = columnBehindCasts(execution, argument, owner);
  if (column === undefined || routinesNamed(execution, call.funcname).length > 0) return undefined;
  const type = findType(execution, stringsOf(call.funcname));
  if (type === undefined || type.isArray || type.id.startsWith("type:row of ")) return undefined;
  const named: TypeRef = { id: type.id, modifiers: [], array: false };
  return sameBase(named, column.type) ? column : undefined;
}
