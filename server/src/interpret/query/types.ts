import type { A_Const, A_Expr, FuncCall, Node } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { routinesNamed, splitName } from "../lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { outputName } from "../outputNames.ts";
import { builtin, typeOf } from "../typeLookup.ts";
import type { Reading } from "./reading.ts";
import { lookUp, type Scope } from "./scope.ts";

/** The type of an expression, as far as it can be told without the server's operator and cast rules. */
export function typeOfExpression(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  if ("ColumnRef" in node) {
    const found = lookUp(scope, stringsOf(node.ColumnRef.fields));
    return found.kind === "column" ? found.column.type : undefined;
  }
  if ("TypeCast" in node)
    return node.TypeCast.typeName === undefined
      ? undefined
      : typeOf(reading.execution, node.TypeCast.typeName);
  if ("A_Const" in node) return typeOfConstant(node.A_Const);
  if ("FuncCall" in node) return typeOfCall(reading, node.FuncCall, scope);
  if ("A_Expr" in node && isArithmetic(node.A_Expr)) return typeOfArithmetic(reading, node.A_Expr, scope);
  if ("A_Expr" in node)
    return typeOfOperator(stringOf(node.A_Expr.name?.at(-1)) ?? "", node.A_Expr.kind ?? "");
  if ("CoalesceExpr" in node) return firstType(reading, node.CoalesceExpr.args, scope);
  if ("MinMaxExpr" in node) return firstType(reading, node.MinMaxExpr.args, scope);
  if ("CaseExpr" in node) return typeOfCase(reading, node, scope);
  if ("BoolExpr" in node || "NullTest" in node || "BooleanTest" in node) return builtin("bool");
  if ("SQLValueFunction" in node) return typeOfValueFunction(outputName(node));
  if ("SubLink" in node) {
    const { subLinkType = "" } = node.SubLink;
    return ["EXISTS_SUBLINK", "ANY_SUBLINK", "ALL_SUBLINK"].includes(subLinkType)
      ? builtin("bool")
      : undefined;
  }
  return undefined;
}

function typeOfConstant(constant: A_Const): TypeRef | undefined {
  if (constant.ival !== undefined) return builtin("int4");
  if (constant.fval !== undefined)
    return builtin(isBigInteger(constant.fval.fval ?? "") ? "int8" : "numeric");
  if (constant.boolval !== undefined) return builtin("bool");
  if (constant.bsval !== undefined) return builtin("bit");
  // A literal that nothing gives a type is text in the end.
  return builtin("text");
}

/** Whole numbers beyond int4 are int8 as long as they fit. */
function isBigInteger(digits: string): boolean {
  return /^\d{1,18}$/u.test(digits);
}

const comparisons = [
  "=",
  "<>",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "~~",
  "!~~",
  "~~*",
  "!~~*",
  "~",
  "!~",
  "~*",
  "!~*",
  "@>",
  "<@",
  "&&",
  "?",
];

function typeOfOperator(operator: string, kind: string): TypeRef | undefined {
  if (operator === "||" || operator === "->>" || operator === "#>>")
    return operator === "||" ? undefined : builtin("text");
  const isTest = [
    "AEXPR_IN",
    "AEXPR_BETWEEN",
    "AEXPR_LIKE",
    "AEXPR_ILIKE",
    "AEXPR_DISTINCT",
    "AEXPR_NOT_DISTINCT",
  ];
  return comparisons.includes(operator) || isTest.includes(kind) ? builtin("bool") : undefined;
}

/** The number types, each of which takes those before it. */
const numbers = ["int2", "int4", "int8", "numeric", "float4", "float8"];

function isArithmetic({ name, lexpr, rexpr, kind }: A_Expr): boolean {
  const operator = stringOf(name?.at(-1)) ?? "";
  return (
    kind === "AEXPR_OP" &&
    ["+", "-", "*", "/", "%"].includes(operator) &&
    rexpr !== undefined &&
    lexpr !== undefined
  );
}

function typeOfArithmetic(reading: Reading, { lexpr, rexpr }: A_Expr, scope: Scope): TypeRef | undefined {
  const ranks = [lexpr, rexpr].map((side) => {
    const type = side === undefined ? undefined : typeOfExpression(reading, side, scope);
    return type === undefined || type.array ? -1 : numbers.findIndex((name) => builtin(name).id === type.id);
  });
  const [left = -1, right = -1] = ranks;
  const widest = numbers[Math.max(left, right)];
  if (left === -1 || right === -1 || widest === undefined) return undefined;
  // A float with a number of another kind gives float8.
  return builtin(widest === "float4" && left !== right ? "float8" : widest);
}

/** What sum and avg make of the number types. */
const sums: Readonly<Record<string, string | undefined>> = {
  int2: "int8",
  int4: "int8",
  int8: "numeric",
  numeric: "numeric",
  float4: "float4",
  float8: "float8",
  interval: "interval",
  money: "money",
};

const averages: Readonly<Record<string, string | undefined>> = {
  int2: "numeric",
  int4: "numeric",
  int8: "numeric",
  numeric: "numeric",
  float4: "float8",
  float8: "float8",
  interval: "interval",
};

function typeOfTotal(
  reading: Reading,
  argument: Node | undefined,
  totals: typeof sums,
  scope: Scope,
): TypeRef | undefined {
  const type = argument === undefined ? undefined : typeOfExpression(reading, argument, scope);
  const total =
    type === undefined || type.array ? undefined : totals[type.id.replace("type:pg_catalog.", "")];
  return total === undefined ? undefined : builtin(total);
}

function firstType(reading: Reading, nodes: readonly Node[] | undefined, scope: Scope): TypeRef | undefined {
  for (const node of nodes ?? []) {
    if ("A_Const" in node) continue;
    const type = typeOfExpression(reading, node, scope);
    if (type !== undefined) return type;
  }
  const [first] = nodes ?? [];
  return first === undefined ? undefined : typeOfExpression(reading, first, scope);
}

function typeOfCase(
  reading: Reading,
  { CaseExpr: { args, defresult } }: Extract<Node, { CaseExpr: unknown }>,
  scope: Scope,
): TypeRef | undefined {
  const results = (args ?? []).flatMap((arg) => ("CaseWhen" in arg ? (arg.CaseWhen.result ?? []) : []));
  return firstType(reading, defresult === undefined ? results : [...results, defresult], scope);
}

const results: Readonly<Record<string, string | undefined>> = {
  count: "int8",
  now: "timestamptz",
  clock_timestamp: "timestamptz",
  statement_timestamp: "timestamptz",
  transaction_timestamp: "timestamptz",
  gen_random_uuid: "uuid",
  uuid_generate_v4: "uuid",
  random: "float8",
  lower: "text",
  upper: "text",
  concat: "text",
  concat_ws: "text",
  format: "text",
  string_agg: "text",
  to_char: "text",
  md5: "text",
  length: "int4",
  char_length: "int4",
  row_number: "int8",
  rank: "int8",
  dense_rank: "int8",
  bool_and: "bool",
  bool_or: "bool",
  jsonb_build_object: "jsonb",
  jsonb_agg: "jsonb",
  jsonb_object_agg: "jsonb",
  to_jsonb: "jsonb",
  json_build_object: "json",
  json_agg: "json",
  row_to_json: "json",
  to_json: "json",
  nextval: "int8",
  currval: "int8",
  setval: "int8",
  pg_get_serial_sequence: "text",
};

/** Functions whose result has the type of their first argument. */
const sameAsArgument = ["max", "min", "first_value", "last_value", "lag", "lead", "nth_value", "nullif"];

function typeOfCall(reading: Reading, call: FuncCall, scope: Scope): TypeRef | undefined {
  const { schema, name } = splitName(call.funcname);
  const own = schema === "pg_catalog" ? [] : routinesNamed(reading.execution, call.funcname);
  const fitting = own.filter((routine) => routine.arguments.length === (call.args?.length ?? 0));
  if (own.length > 0) return (fitting[0] ?? own[0])?.returns;
  if (sameAsArgument.includes(name)) return firstType(reading, call.args?.slice(0, 1), scope);
  if (name === "sum" || name === "avg")
    return typeOfTotal(reading, call.args?.[0], name === "sum" ? sums : averages, scope);
  const result = results[name];
  return result === undefined ? undefined : builtin(result);
}

function typeOfValueFunction(name: string): TypeRef | undefined {
  const types: Readonly<Record<string, string>> = {
    current_timestamp: "timestamptz",
    localtimestamp: "timestamp",
    current_date: "date",
    current_time: "timetz",
    localtime: "time",
  };
  return builtin(types[name] ?? "name");
}
