import { builtinCast } from "../../catalog/builtins/casts.ts";
import { defaultOperatorClass } from "../../catalog/builtins/operatorClasses.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { Column, Index, IndexColumn, Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { builtinName, sameBase } from "../types/typeRefs.ts";

/**
 * Whether an index can keep its storage when columns of it change their types without a rewrite: no expressions, no
 * predicate, the same operator class and collation for each column (CheckIndexCompatible, indexcmds.c).
 */
export function isReusable(
  execution: Execution,
  table: Table,
  index: Index,
  changed: ReadonlyMap<number, Column>,
): boolean {
  if (!index.valid || index.predicate !== undefined) return false;
  return index.columns.every((column) => isSame(execution, table, index, column, changed));
}

function isSame(
  execution: Execution,
  table: Table,
  index: Index,
  column: IndexColumn,
  changed: ReadonlyMap<number, Column>,
): boolean {
  if (typeof column.on !== "number") return false;
  const after = changed.get(column.on);
  const before = table.columns.find(({ number }) => number === column.on);
  if (after === undefined || before === undefined) return true;
  const keepsCollation = column.collation !== undefined || before.collation === after.collation;
  if (!keepsCollation) return false;
  if (column.operatorClass !== undefined) return true;
  return sameClass(execution, index.method, before.type, after.type);
}

/** Classes for arrays, enums and ranges fit any of them, so those must stay the very same type. */
function sameClass(execution: Execution, method: string, before: TypeRef, after: TypeRef): boolean {
  const one = classOf(execution, method, before);
  const other = classOf(execution, method, after);
  if (one === undefined || other === undefined)
    return sameBase(baseType(execution, before), baseType(execution, after));
  return one === other;
}

/** The default operator class of a built-in type, found through binary-coercible casts too (GetDefaultOpClass). */
export function classOf(execution: Execution, method: string, type: TypeRef): string | undefined {
  const name = builtinName(baseType(execution, type));
  if (name === undefined) return undefined;
  const { server } = execution;
  const own = defaultOperatorClass(method, name, server);
  if (own !== undefined) return own;
  const through = ["text", "inet", "varbit", "oid", "bytea"].find((target) => {
    const cast = builtinType(target, server) === undefined ? undefined : builtinCast(name, target, server);
    return cast?.method === "binary" && cast.context === "implicit";
  });
  return through === undefined ? undefined : defaultOperatorClass(method, through, server);
}

/** Whether the equality operators of two types are the same, so that a foreign key need not be checked anew. */
export function sameOperators(execution: Execution, before: TypeRef, after: TypeRef): boolean {
  return sameClass(execution, "btree", before, after);
}
