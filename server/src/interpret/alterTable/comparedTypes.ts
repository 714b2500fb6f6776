import type { FuncCall, Node } from "@pgsql/types";
import { builtinCast } from "../../catalog/builtins/casts.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { splitName } from "../names/lookup.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import { builtinName, isBuiltin, sameBase } from "../types/typeRefs.ts";

/** Two operands of an operator that wants the same type, or the same family of types, on both sides. */
export interface ComparedPair {
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
  /** True where each element of the right side is compared: ANY and ALL. */
  readonly elements?: boolean;
}

const operators = [
  ...["@>", "<@", "&&"],
  ...["=", "<>", "!=", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*"],
];

/** The pairs that an operator, IN, BETWEEN or LIKE compares. */
export function comparedPairs(node: Node): readonly ComparedPair[] {
  if (!("A_Expr" in node)) return [];
  const { kind, name, lexpr: left, rexpr } = node.A_Expr;
  if (left === undefined || rexpr === undefined) return [];
  const operator = stringOf(name?.at(-1)) ?? "";
  if (kind === "AEXPR_OP" || kind === "AEXPR_LIKE" || kind === "AEXPR_ILIKE")
    return operators.includes(operator) ? [{ operator, left, right: rexpr }] : [];
  if (kind === "AEXPR_OP_ANY" || kind === "AEXPR_OP_ALL")
    return [{ operator, left, right: rexpr, elements: true }];
  if (kind === "AEXPR_IN") return itemsOf(rexpr).map((right) => ({ operator, left, right }));
  if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT")
    return [{ operator: "=", left, right: rexpr }];
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_NOT_BETWEEN")
    return itemsOf(rexpr).map((right) => ({ operator: "<", left, right }));
  return [];
}

const whole = ["int2", "int4", "int8"];

/** The type of a constant beside a column; undefined for other operands, and where the column had to be cast. */
export function constantType(execution: Execution, node: Node, column: TypeRef): TypeRef | undefined {
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    const isConstant = arg !== undefined && ("A_Const" in arg || "A_ArrayExpr" in arg);
    if (!isConstant || typeName === undefined) return undefined;
    const type = typeOf(execution, typeName);
    return sameBase(type, column) ? type : undefined;
  }
  if ("A_ArrayExpr" in node) {
    const element = { ...column, array: false };
    const types = (node.A_ArrayExpr.elements ?? []).map((each) => constantType(execution, each, element));
    return column.array && types.every((type) => type !== undefined && sameBase(type, element))
      ? column
      : undefined;
  }
  if (!("A_Const" in node)) return undefined;
  const { sval, ival, fval, boolval } = node.A_Const;
  if (sval !== undefined) return column;
  const name = builtinName(column) ?? "";
  if (boolval !== undefined) return name === "bool" ? column : undefined;
  if (ival !== undefined && whole.includes(name)) return builtin("int4");
  if (ival === undefined && fval === undefined) return undefined;
  return ["numeric", "float4", "float8"].includes(name) ? column : undefined;
}

/** Whether values of the two types can be compared; true where the model cannot tell. */
export function hasOperator(execution: Execution, one: TypeRef, other: TypeRef): boolean {
  if (sameBase(one, other)) return true;
  const names = [one, other].map(builtinName);
  const [first, second] = names;
  // The operators of arrays are those of anyarray, whose element type is one and the same.
  if (one.array || other.array) return !isEachKnown(execution, one, other);
  if (first === undefined || second === undefined) return !isEachKnown(execution, one, other);
  if (names.includes("unknown")) return true;
  const { server } = execution;
  const isString = (name: string): boolean => builtinType(name, server)?.category === "S";
  if (isString(first) && isString(second)) return true;
  return [builtinCast(first, second, server), builtinCast(second, first, server)].some(
    (cast) => cast?.context === "implicit",
  );
}

/** An enum has operators with itself alone. Of other user-defined types nothing is known. */
function isEachKnown({ edit }: Execution, one: TypeRef, other: TypeRef): boolean {
  const kinds = [one, other].map((type) => (!isBuiltin(type) ? edit.get("type", type.id)?.kind : "builtin"));
  return kinds.every((kind) => kind === "enum" || kind === "builtin");
}

const textFunctions = ["lower", "upper", "length", "char_length", "btrim", "ltrim", "rtrim", "initcap"];

/** Whether a call is of a built-in function of texts. */
export function takesText(call: FuncCall): boolean {
  const { schema, name } = splitName(call.funcname);
  return (schema ?? "pg_catalog") === "pg_catalog" && textFunctions.includes(name);
}
