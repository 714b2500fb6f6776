import type { A_ArrayExpr, A_Const, A_Expr, A_Indirection, Node, SubLink } from "@pgsql/types";
import { columnNamed, isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import { relationOfRowType, rowTypeId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { outputName } from "./outputNames.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import { sameBase } from "../types/typeRefs.ts";
import { typeOfCall, typeOfNullIf, typeOfOperator } from "./callTypes.ts";
import { commonType, isLiteral, literal } from "./commonType.ts";
import { Reading } from "./reading.ts";
import { lookUp, type Scope } from "./scope.ts";
import { readSelect } from "./select.ts";

/** The type of an expression, as far as it can be told; a literal that nothing gives a type is text in the end. */
export function typeOfExpression(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  const type = openType(reading, node, scope);
  return type === undefined ? undefined : settled(type);
}

/** A literal's type once nothing more can give it one. */
export function settled(type: TypeRef): TypeRef {
  return isLiteral(type) ? builtin("text") : type;
}

/** As above, but a literal keeps the type that it has before anything gives it one (UNKNOWN). */
export function openType(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  if (!("A_Expr" in node || "FuncCall" in node)) return newType(reading, node, scope);
  let known = reading.types.get(scope);
  if (known === undefined) {
    known = new WeakMap();
    reading.types.set(scope, known);
  }
  let found = known.get(node);
  if (found === undefined) {
    found = { type: newType(reading, node, scope) };
    known.set(node, found);
  }
  return found.type;
}

function newType(reading: Reading, node: Node, scope: Scope): TypeRef | undefined {
  const { execution } = reading;
  const typed = (each: Node): TypeRef | undefined => openType(reading, each, scope);
  if ("ColumnRef" in node) return typeOfReference(stringsOf(node.ColumnRef.fields), scope);
  if ("TypeCast" in node)
    return node.TypeCast.typeName === undefined ? undefined : typeOf(execution, node.TypeCast.typeName);
  if ("A_Const" in node) return typeOfConstant(node.A_Const);
  if ("FuncCall" in node) return typeOfCall(execution, node.FuncCall, (node.FuncCall.args ?? []).map(typed));
  if ("A_Expr" in node) return typeOfOperation(reading, node.A_Expr, typed);
  if ("CoalesceExpr" in node) return commonType(execution, (node.CoalesceExpr.args ?? []).map(typed));
  if ("MinMaxExpr" in node) return commonType(execution, (node.MinMaxExpr.args ?? []).map(typed));
  if ("CaseExpr" in node) return commonType(execution, resultsOf(node.CaseExpr).map(typed));
  if ("CollateClause" in node)
    return node.CollateClause.arg === undefined ? undefined : settledOf(typed(node.CollateClause.arg));
  if ("A_ArrayExpr" in node) return typeOfArray(reading, node.A_ArrayExpr, typed);
  if ("A_Indirection" in node) return typeOfPart(reading, node.A_Indirection, typed);
  if ("SubLink" in node) return typeOfSubLink(reading, node.SubLink, scope);
  const fixed = fixedTypes[Object.keys(node)[0] ?? ""];
  if (fixed !== undefined) return builtin(fixed);
  return "SQLValueFunction" in node ? typeOfValueFunction(outputName(node)) : undefined;
}

const fixedTypes: Readonly<Record<string, string | undefined>> = {
  BoolExpr: "bool",
  NullTest: "bool",
  BooleanTest: "bool",
  CurrentOfExpr: "bool",
  JsonIsPredicate: "bool",
  RowExpr: "record",
  GroupingFunc: "int4",
  MergeSupportFunc: "text",
};

function settledOf(type: TypeRef | undefined): TypeRef | undefined {
  return type === undefined ? undefined : settled(type);
}

/** A column, or a whole row by the name of its table. */
function typeOfReference(parts: readonly string[], scope: Scope): TypeRef | undefined {
  const found = lookUp(scope, parts);
  if (found.kind === "column") return found.column.type;
  if (found.kind === "row" && found.entry.scalar !== undefined) return found.entry.scalar;
  if (found.kind !== "row" || found.entry.relation === undefined) return undefined;
  return { id: rowTypeId(found.entry.relation), modifiers: [], array: false };
}

function typeOfConstant(constant: A_Const): TypeRef {
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

const tests: ReadonlySet<string> = new Set([
  "AEXPR_OP_ANY",
  "AEXPR_OP_ALL",
  "AEXPR_DISTINCT",
  "AEXPR_NOT_DISTINCT",
  "AEXPR_IN",
  "AEXPR_LIKE",
  "AEXPR_ILIKE",
  "AEXPR_SIMILAR",
  "AEXPR_BETWEEN",
  "AEXPR_NOT_BETWEEN",
  "AEXPR_BETWEEN_SYM",
  "AEXPR_NOT_BETWEEN_SYM",
]);

function typeOfOperation(
  { execution }: Reading,
  operation: A_Expr,
  typed: (node: Node) => TypeRef | undefined,
): TypeRef | undefined {
  const { kind = "", lexpr, rexpr } = operation;
  if (tests.has(kind)) return builtin("bool");
  const given = [lexpr, rexpr].flatMap((side) => (side === undefined ? [] : [typed(side)]));
  return kind === "AEXPR_NULLIF"
    ? typeOfNullIf(execution, given)
    : typeOfOperator(execution, operation, given);
}

function resultsOf({ args, defresult }: Extract<Node, { CaseExpr: unknown }>["CaseExpr"]): readonly Node[] {
  const results = (args ?? []).flatMap((arg) => ("CaseWhen" in arg ? (arg.CaseWhen.result ?? []) : []));
  return defresult === undefined ? results : [...results, defresult];
}

function typeOfArray(
  { execution }: Reading,
  { elements }: A_ArrayExpr,
  typed: (node: Node) => TypeRef | undefined,
): TypeRef | undefined {
  const common = commonType(execution, (elements ?? []).map(typed));
  return common === undefined ? undefined : { ...settled(common), array: true };
}

/** `array[1]`, `array[1:2]`, `(composite).field`; a json value's subscripts give json. */
function typeOfPart(
  { execution }: Reading,
  { arg, indirection }: A_Indirection,
  typed: (node: Node) => TypeRef | undefined,
): TypeRef | undefined {
  let type = arg === undefined ? undefined : typed(arg);
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

/** What the subquery reads has been noted already. */
function typeOfSubLink(
  reading: Reading,
  { subLinkType, subselect }: SubLink,
  scope: Scope,
): TypeRef | undefined {
  if (subLinkType !== "EXPR_SUBLINK" && subLinkType !== "ARRAY_SUBLINK") return builtin("bool");
  if (subselect === undefined || !("SelectStmt" in subselect)) return undefined;
  const [first] = readSelect(new Reading(reading.execution, false), subselect.SelectStmt, {
    entries: [],
    named: [],
    outer: scope,
  });
  if (first?.type === undefined) return undefined;
  return subLinkType === "EXPR_SUBLINK" ? first.type : { ...first.type, array: true };
}

function typeOfValueFunction(name: string): TypeRef {
  const types: Readonly<Record<string, string>> = {
    current_timestamp: "timestamptz",
    localtimestamp: "timestamp",
    current_date: "date",
    current_time: "timetz",
    localtime: "time",
  };
  return builtin(types[name] ?? "name");
}
