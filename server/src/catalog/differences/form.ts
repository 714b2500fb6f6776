import type { A_Const, A_Expr, BoolExpr, CaseExpr, FuncCall, Node, TypeName } from "@pgsql/types";
import { builtinType } from "../builtins/types.ts";
import { ServerVersion } from "../serverVersion.ts";

/**
 * An expression stripped of how it was written, so that what a user wrote and what the server prints of it
 * (ruleutils.c) come out alike, but for the casts that the server adds and takes away.
 */
export type Form =
  | { readonly kind: "constant"; readonly text: string; readonly string: boolean }
  | { readonly kind: "cast"; readonly type: CastType; readonly of: Form }
  | { readonly kind: "other"; readonly operation: string; readonly parts: readonly Form[] };

export interface CastType {
  /** Without its schema. */
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

export function formOf(node: Node): Form {
  if ("A_Const" in node) return constantForm(node.A_Const);
  if ("TypeCast" in node && node.TypeCast.arg !== undefined)
    return castForm(formOf(node.TypeCast.arg), typeIn(node.TypeCast.typeName));
  if ("ColumnRef" in node) return columnForm(node.ColumnRef.fields ?? []);
  if ("FuncCall" in node) return callForm(node.FuncCall);
  if ("A_Expr" in node) return operatorForm(node.A_Expr);
  if ("BoolExpr" in node) return booleanForm(node.BoolExpr);
  if ("CaseExpr" in node) return caseForm(node.CaseExpr);
  if ("CollateClause" in node) {
    const { arg, collname } = node.CollateClause;
    return other(`collate ${textOf(collname?.at(-1)) ?? ""}`, arg === undefined ? [] : [formOf(arg)]);
  }
  if ("RangeVar" in node) return other(`relation ${node.RangeVar.relname ?? ""}`, []);
  // A subquery's output names count for nothing in an expression.
  if ("ResTarget" in node && node.ResTarget.val !== undefined) return formOf(node.ResTarget.val);
  const [kind = "", fields] = Object.entries(node)[0] ?? [];
  return genericForm(kind, fields);
}

function other(operation: string, parts: readonly Form[]): Form {
  return { kind: "other", operation, parts };
}

function constantForm(constant: A_Const): Form {
  if (constant.isnull === true) return other("null", []);
  if (constant.sval !== undefined) return { kind: "constant", text: constant.sval.sval ?? "", string: true };
  if (constant.bsval !== undefined) return bitsForm(constant.bsval.bsval ?? "");
  const text =
    constant.fval?.fval ??
    (constant.boolval === undefined
      ? String(constant.ival?.ival ?? 0)
      : String(constant.boolval.boolval === true));
  return { kind: "constant", text, string: false };
}

/** B'101' and X'5' are texts of bits to the server. */
function bitsForm(written: string): Form {
  const digits = written.slice(1);
  const bits = written.startsWith("x")
    ? Array.from(digits, (digit) => digit)
        .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0"))
        .join("")
    : digits;
  return castForm(
    { kind: "constant", text: bits, string: true },
    { name: "bit", modifiers: [], array: false },
  );
}

const registered = ["regclass", "regproc", "regprocedure", "regtype", "regnamespace"];

/** A name as a constant follows renames; what it means is among the objects that an expression uses. */
function castForm(of: Form, type: CastType): Form {
  return registered.includes(type.name) ? other("name", []) : { kind: "cast", type, of };
}

function typeIn(type: TypeName | undefined): CastType {
  return {
    name: textOf(type?.names?.at(-1)) ?? "",
    modifiers: (type?.typmods ?? []).flatMap((node) => {
      const form = formOf(node);
      return form.kind === "constant" && !form.string ? [Number(form.text)] : [];
    }),
    array: (type?.arrayBounds ?? []).length > 0,
  };
}

/** Columns are told by their names alone: the server qualifies them, or not, as it likes. But OLD is not NEW. */
function columnForm(fields: readonly Node[]): Form {
  const names = fields.map((field) => textOf(field) ?? "*");
  const row = names.length > 1 && ["old", "new"].includes(names[0] ?? "") ? `${names[0] ?? ""}.` : "";
  return other(`column ${row}${names.at(-1) ?? ""}`, []);
}

function isTypeName(name: string): boolean {
  return builtinType(name, newest) !== undefined;
}

const newest = new ServerVersion(18);
const sequenceFunctions = ["nextval", "currval", "setval"];

function callForm(call: FuncCall): Form {
  const name = textOf(call.funcname?.at(-1)) ?? "";
  const args = (call.args ?? []).map(formOf);
  const [only, second] = args;
  // `date(day)` over a date is `day` to the server, as a cast would be.
  if (only !== undefined && second === undefined && isTypeName(name))
    return castForm(only, { name, modifiers: [], array: false });
  const parts = sequenceFunctions.includes(name) ? [other("name", []), ...args.slice(1)] : args;
  const rest = [call.agg_filter, ...(call.agg_order ?? [])].filter((node) => node !== undefined).map(formOf);
  const marks = `${call.agg_distinct === true ? " distinct" : ""}${call.over === undefined ? "" : " over"}`;
  return other(`call ${name}${marks}`, [...parts, ...rest]);
}

function operatorForm(expression: A_Expr): Form {
  const name = textOf(expression.name?.at(-1)) ?? "";
  const operator = name === "!=" ? "<>" : name;
  const left = expression.lexpr === undefined ? [] : [formOf(expression.lexpr)];
  const right = listOf(expression.rexpr);
  const pair = (operation: string, value: Form | undefined): Form =>
    other(operation, [...left, ...(value === undefined ? [] : [value])]);
  switch (expression.kind) {
    case "AEXPR_IN":
      return inForm(operator, left, expression.rexpr);
    case "AEXPR_BETWEEN":
      return other("and", [pair(">=", right[0]), pair("<=", right[1])]);
    case "AEXPR_NOT_BETWEEN":
      return other("or", [pair("<", right[0]), pair(">", right[1])]);
    case "AEXPR_NOT_DISTINCT":
      return other("not", [other("distinct", [...left, ...right])]);
    case "AEXPR_DISTINCT":
      return other("distinct", [...left, ...right]);
    case "AEXPR_NULLIF":
      return other("nullif", [...left, ...right]);
    case "AEXPR_OP_ANY":
      return other(`${operator} any`, [...left, ...right]);
    case "AEXPR_OP_ALL":
      return other(`${operator} all`, [...left, ...right]);
    default:
      return other(operator, [...left, ...right]);
  }
}

/** Two and more values without columns become an array, the others comparisons (transformAExprIn). */
function inForm(operator: string, left: readonly Form[], list: Node | undefined): Form {
  const values = listOf(list);
  const negated = operator === "<>";
  const plain = values.filter((value) => !hasColumn(value));
  const listed = plain.length > 1;
  const comparisons = [
    ...(listed ? [other(`${operator} ${negated ? "all" : "any"}`, [...left, other("array", plain)])] : []),
    ...values
      .filter((value) => !listed || hasColumn(value))
      .map((value) => other(operator, [...left, value])),
  ];
  const [only] = comparisons;
  return only !== undefined && comparisons.length === 1
    ? only
    : flattened(negated ? "and" : "or", comparisons);
}

function hasColumn(form: Form): boolean {
  if (form.kind === "cast") return hasColumn(form.of);
  return form.kind === "other" && (form.operation.startsWith("column ") || form.parts.some(hasColumn));
}

function booleanForm({ boolop, args }: BoolExpr): Form {
  const parts = (args ?? []).map(formOf);
  if (boolop === "NOT_EXPR") return other("not", parts);
  return flattened(boolop === "OR_EXPR" ? "or" : "and", parts);
}

/** `(a AND b) AND c` is `a AND b AND c`. */
function flattened(operation: "and" | "or", parts: readonly Form[]): Form {
  return other(
    operation,
    parts.flatMap((part) => (part.kind === "other" && part.operation === operation ? part.parts : [part])),
  );
}

/** Without an ELSE it is NULL, which the server prints. */
function caseForm({ arg, args, defresult }: CaseExpr): Form {
  const branches = (args ?? []).map(formOf);
  return other("case", [
    ...(arg === undefined ? [] : [formOf(arg)]),
    ...branches,
    defresult === undefined ? other("null", []) : formOf(defresult),
  ]);
}

function listOf(node: Node | undefined): readonly Form[] {
  if (node === undefined) return [];
  return "List" in node ? (node.List.items ?? []).map(formOf) : [formOf(node)];
}

/** Where something was written, and in which of several spellings. */
const incidental = [
  "location",
  "row_format",
  "coerceformat",
  "relpersistence",
  "inh",
  "alias",
  "limitOption",
];

/** Any other node: its name, its flags, and what is below it. */
function genericForm(kind: string, fields: unknown): Form {
  const flags: string[] = [];
  const parts: Form[] = [];
  for (const [key, value] of entriesOf(fields)) {
    if (incidental.includes(key) || key.endsWith("_location") || /^list_(?:start|end)$/u.test(key)) continue;
    if (typeof value !== "object" || value === null) flags.push(`${key}=${String(value)}`);
    else parts.push(...formsIn(key, value));
  }
  if (kind === "A_ArrayExpr") return other("array", parts);
  return other([kind, ...flags.sort()].join(" "), parts);
}

function formsIn(key: string, value: object): readonly Form[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => (isObject(item) ? formsIn(key, item) : []));
  if (isNode(value)) return [formOf(value)];
  return [genericForm(key, value)];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Nodes are wrapped in an object with their name as the only key, and names begin with a capital. */
function isNode(value: object): value is Node {
  const keys = Object.keys(value);
  return keys.length === 1 && /^[A-Z]/u.test(keys[0] ?? "");
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && "String" in node ? (node.String.sval ?? "") : undefined;
}
