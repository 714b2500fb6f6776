import type { A_Expr, Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "./formatType.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { typeOf } from "./lookup.ts";
import { isAssumedType } from "../../catalog/ids.ts";

/**
 * Fails where a string literal is no value of the type it is taken for; that is found out when the statement is
 * parsed. Knows enums and the simplest of the built-in types.
 */
export function refuseLiteral(execution: Execution, type: TypeRef | undefined, node: Node | undefined): void {
  if (type === undefined || type.array || node === undefined || !("A_Const" in node)) return;
  const text = stringOf(node);
  if (text === undefined) return;
  const own = execution.edit.get("type", type.id);
  if (isAssumedType(type.id)) return;
  const fits = own?.kind === "enum" ? own.values.includes(text) : isBuiltinValue(type, text);
  if (fits) return;
  const words = own?.kind === "enum" ? `enum ${own.name}` : `type ${formatType(execution, type)}`;
  execution.fail("22P02", `invalid input value for ${words}: "${text}"`);
}

/** True where it cannot be told. */
function isBuiltinValue({ id }: TypeRef, text: string): boolean {
  const pattern = patterns[id.replace("type:pg_catalog.", "")];
  return pattern === undefined || pattern.test(text.trim());
}

const integer = /^[+-]?(?:\d[\d_]*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/iu;
const number =
  /^[+-]?(?:[\d_]+\.?[\d_]*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|0x[\da-f_]+|0o[0-7_]+|0b[01_]+|nan|inf(?:inity)?)$/iu;

/** What has the form of a value; out of range is another error. */
const patterns: Readonly<Record<string, RegExp | undefined>> = {
  int2: integer,
  int4: integer,
  int8: integer,
  numeric: number,
  float4: number,
  float8: number,
  bool: /^(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)$/iu,
  uuid: /^\{?(?:[\da-f]{4}-?){7}[\da-f]{4}\}?$/iu,
};

/** Literals that an expression casts, or compares with something whose type is known. */
export function refuseLiteralsAt(
  execution: Execution,
  node: Node,
  typeOfSide: (side: Node) => TypeRef | undefined,
): void {
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    if (
      arg !== undefined &&
      typeName !== undefined &&
      stringOf(arg) !== undefined &&
      typeName.pct_type !== true
    )
      refuseLiteral(execution, typeOf(execution, typeName), arg);
    return;
  }
  if (!("A_Expr" in node) || !isComparison(node.A_Expr)) return;
  const { lexpr, rexpr } = node.A_Expr;
  for (const [side, others] of [
    [lexpr, itemsOf(rexpr)],
    [rexpr, itemsOf(lexpr)],
  ] as const) {
    if (side === undefined || !("ColumnRef" in side)) continue;
    if (!others.some((other) => stringOf(other) !== undefined)) continue;
    const type = typeOfSide(side);
    for (const other of others) refuseLiteral(execution, type, other);
  }
}

const comparisons = ["=", "<>", "!=", "<", ">", "<=", ">="];
const kinds = ["AEXPR_OP", "AEXPR_IN", "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT", "AEXPR_NULLIF"];

function isComparison({ kind, name }: A_Expr): boolean {
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_NOT_BETWEEN") return true;
  return kinds.includes(kind ?? "") && comparisons.includes(stringOf(name?.at(-1)) ?? "");
}
