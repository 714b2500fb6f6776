import type {
  A_ArrayExpr,
  A_Const,
  A_Indirection,
  CollateClause,
  ColumnRef,
  MinMaxExpr,
  Node,
} from "@pgsql/types";
import { maskValue } from "../../sql/mask.ts";
import { requireClassConstant } from "../expressions/classConstants.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { refuseLiteralsAt } from "../types/literals.ts";
import { typeOf } from "../types/lookup.ts";
import { cast } from "../values/cast.ts";
import { isList, isRow, list, type Value } from "../values/value.ts";
import { typeAmong } from "./logic.ts";
import { noType, nothing, once, type Evaluated, type Place, evaluate } from "./place.ts";
import { readColumn } from "./readColumn.ts";
import { lookUp } from "./scope.ts";
import { settled, typeOfConstant, typeOfPart, typeOfReference } from "./types.ts";
import { evaluateBelow } from "./below.ts";

export function evaluateConstant({ follows }: Place, constant: A_Const): Evaluated {
  return { value: follows === "types" ? undefined : valueOf(constant), type: () => typeOfConstant(constant) };
}

function valueOf({ ival, sval, fval, boolval, isnull }: A_Const): Value {
  if (isnull === true) return null;
  if (ival !== undefined) return ival.ival ?? 0;
  if (fval !== undefined) return Number(fval.fval ?? 0);
  if (boolval !== undefined) return boolval.boolval === true;
  return sval === undefined ? undefined : maskValue(sval.sval ?? "");
}

/** A column, a row, or a variable of the body around. */
export function evaluateReference(at: Place, { fields }: ColumnRef): Evaluated {
  // A row as a whole is no dependency on any of its columns (find_expr_references_walker).
  if (isStar(fields))
    return { value: undefined, type: () => typeOfReference(lookUp(at.scope, stringsOf(fields))) };
  const parts = stringsOf(fields);
  const found = once(() => lookUp(at.scope, parts));
  if (at.notes !== undefined) readColumn(at.notes, parts, found(), at.scope);
  return { value: valueOfName(at, parts, found), type: () => typeOfReference(found()) };
}

function valueOfName(at: Place, parts: readonly string[], found: () => ReturnType<typeof lookUp>): Value {
  if (at.follows === "types") return undefined;
  const inRow = at.row?.(parts);
  if (inRow !== undefined) return inRow.value;
  return found().kind === "column" ? undefined : at.variable(parts);
}

export function evaluateCast(at: Place, node: Extract<Node, { TypeCast: unknown }>): Evaluated {
  const { execution, notes } = at;
  const { arg, typeName } = node.TypeCast;
  if (notes !== undefined) {
    requireClassConstant(execution, node);
    refuseLiteralsAt(execution, node, noType);
  }
  const { value } = arg === undefined ? nothing : evaluate(at, arg);
  return {
    value: cast(execution, value, typeName),
    type: once(() => (typeName === undefined ? undefined : typeOf(execution, typeName))),
  };
}

export function evaluateCollation(at: Place, { arg }: CollateClause): Evaluated {
  const { value, type } = arg === undefined ? nothing : evaluate(at, arg);
  return {
    value,
    type: () => {
      const inner = type();
      return inner === undefined ? undefined : settled(inner);
    },
  };
}

export function evaluateArray(at: Place, { elements = [] }: A_ArrayExpr): Evaluated {
  const found = elements.map((element) => evaluate(at, element));
  const common = typeAmong(at, found);
  return {
    value: list(found.map(({ value }) => value)),
    type: once(() => {
      const type = common();
      return type === undefined ? undefined : { ...settled(type), array: true };
    }),
  };
}

/** GREATEST and LEAST. */
export function evaluateLargest(at: Place, { args = [] }: MinMaxExpr): Evaluated {
  const found = args.map((arg) => evaluate(at, arg));
  return { value: undefined, type: typeAmong(at, found) };
}

/** `arr[1]` and `(row).field`. */
export function evaluateIndirection(at: Place, node: A_Indirection): Evaluated {
  const { arg, indirection } = node;
  const inner = arg === undefined ? nothing : evaluate(at, arg);
  const [step, second] = indirection ?? [];
  const type = once(() => typeOfPart(at.execution, indirection, inner.type()));
  if (step === undefined || second !== undefined || !("A_Indices" in step)) {
    evaluateBelow(at, indirection);
    return { value: second === undefined ? fieldOf(inner.value, step) : undefined, type };
  }
  const { uidx, lidx, is_slice: isSlice } = step.A_Indices;
  if (lidx !== undefined) evaluate(at, lidx);
  const index = uidx === undefined ? undefined : evaluate(at, uidx).value;
  return { value: isSlice === true ? undefined : itemOf(inner.value, index), type };
}

function fieldOf(value: Value, step: Node | undefined): Value {
  return step !== undefined && "String" in step && isRow(value)
    ? value.fields.get(step.String.sval ?? "")
    : undefined;
}

function itemOf(value: Value, index: Value): Value {
  if (typeof index !== "number" || !isList(value)) return undefined;
  return index >= 1 && index <= value.items.length ? value.items[index - 1] : null;
}
