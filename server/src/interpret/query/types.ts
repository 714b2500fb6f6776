import type { A_Const, Node } from "@pgsql/types";
import { columnNamed, isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import { relationOfRowType, rowTypeId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { stringOf } from "../nodes.ts";
import { builtin } from "../types/lookup.ts";
import { sameBase } from "../types/typeRefs.ts";
import { isLiteral, literal } from "./commonType.ts";
import type { Found } from "./scope.ts";

/** A literal's type once nothing more can give it one: text. */
export function settled(type: TypeRef): TypeRef {
  return isLiteral(type) ? builtin("text") : type;
}

/** A column, or a whole row by the name of its table. */
export function typeOfReference(found: Found): TypeRef | undefined {
  if (found.kind === "column") return found.column.type;
  if (found.kind === "row" && found.entry.scalar !== undefined) return found.entry.scalar;
  if (found.kind !== "row" || found.entry.relation === undefined) return undefined;
  return { id: rowTypeId(found.entry.relation), modifiers: [], array: false };
}

export function typeOfConstant(constant: A_Const): TypeRef {
  if (constant.ival !== undefined) return builtin("int4");
  if (constant.fval !== undefined)
    return builtin(isBigInteger(constant.fval.fval ?? "") ? "int8" : "numeric");
  if (constant.boolval !== undefined) return builtin("bool");
  return constant.bsval === undefined ? literal : builtin("bit");
}

/** Whole numbers beyond int4 are int8 as long as they fit. */
function isBigInteger(digits: string): boolean {
  return /^\d+$/u.test(digits) && BigInt(digits) <= 9_223_372_036_854_775_807n;
}

/** `array[1]`, `array[1:2]`, `(composite).field`; a json value's subscripts give json. */
export function typeOfPart(
  execution: Execution,
  indirection: readonly Node[] | undefined,
  whole: TypeRef | undefined,
): TypeRef | undefined {
  let type = whole;
  for (const step of indirection ?? []) {
    if (type === undefined) return undefined;
    const base = baseType(execution, type);
    if ("A_Indices" in step)
      type = sameBase(base, builtin("jsonb"))
        ? base
        : base.array
          ? { ...base, array: step.A_Indices.is_slice === true }
          : undefined;
    else type = columnNamed({ columns: fieldsOf(execution, base) ?? [] }, stringOf(step) ?? "")?.type;
  }
  return type;
}

/** The fields of a composite type; undefined for any other type. */
export function fieldsOf(execution: Execution, type: TypeRef | undefined): readonly Column[] | undefined {
  return rowOf(execution, type)?.columns;
}

/** The relation that a type's values are rows of: a table, a view, or that of a composite type. */
export function rowOf(
  execution: Execution,
  type: TypeRef | undefined,
): Extract<Relation, { readonly columns: readonly Column[] }> | undefined {
  if (type === undefined || type.array) return undefined;
  const own = execution.edit.get("type", type.id);
  const id = own?.kind === "composite" ? own.relation : relationOfRowType(type.id);
  const row = id === undefined ? undefined : execution.edit.get("relation", id);
  return row === undefined || row.kind === "sequence" || isIndex(row) ? undefined : row;
}

export function typeOfValueFunction(name: string): TypeRef {
  const types: Readonly<Record<string, string>> = {
    current_timestamp: "timestamptz",
    localtimestamp: "timestamp",
    current_date: "date",
    current_time: "timetz",
    localtime: "time",
  };
  return builtin(types[name] ?? "name");
}
