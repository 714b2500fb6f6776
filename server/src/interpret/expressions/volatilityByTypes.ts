import type { A_Expr, FuncCall, Node, TypeCast } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import type { ServerVersion } from "../../catalog/serverVersion.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { typeOf } from "../types/lookup.ts";
import { builtinName } from "../types/typeRefs.ts";
import { typeOfValue } from "../types/valueType.ts";

/**
 * Whether a call, cast or operator is stable because of the types it is for (pg_proc, pg_cast and pg_operator of 14 to
 * 18): most often because the session's time zone or its way of writing dates decides.
 */
export function isStableByTypes(execution: Execution, node: Node, relation: Relation | undefined): boolean {
  const types = new Types(execution, relation);
  if ("FuncCall" in node) return isStableCall(types, node.FuncCall, execution.server);
  if ("TypeCast" in node) return isStableCast(types, node.TypeCast);
  return "A_Expr" in node && isStableOperator(types, node.A_Expr);
}

/** The built-in types of expressions, by name; "enum" and "array" for those that have none. */
class Types {
  readonly execution: Execution;
  private readonly relation: Relation | undefined;

  constructor(execution: Execution, relation: Relation | undefined) {
    this.execution = execution;
    this.relation = relation;
  }

  of(node: Node | undefined): string | undefined {
    if (node === undefined || isLiteral(node)) return undefined;
    const type = typeOfValue(this.execution, this.relation, node);
    return type === undefined ? undefined : this.named(type);
  }

  named(type: TypeRef): string | undefined {
    if (type.array) return "array";
    const base = baseType(this.execution, type);
    if (this.execution.edit.get("type", base.id)?.kind === "enum") return "enum";
    return builtinName(base);
  }
}

/** A literal gets its type when the statement is parsed, once and for all. */
function isLiteral(node: Node): boolean {
  return "A_Const" in node && (node.A_Const.sval !== undefined || node.A_Const.isnull === true);
}

/** The functions of which some overloads are stable and some immutable: when they are stable. */
const mixed: Readonly<
  Record<string, ((types: readonly (string | undefined)[], count: number) => boolean) | undefined>
> = {
  age: (_types, count) => count === 1,
  date: ([from]) => from === "timestamptz",
  date_add: (_types, count) => count === 2,
  date_part: ([, from]) => from === "timestamptz",
  date_subtract: (_types, count) => count === 2,
  date_trunc: ([, from], count) => count === 2 && from === "timestamptz",
  extract: ([, from]) => from === "timestamptz",
  json_to_tsvector: (_types, count) => count === 2,
  jsonb_to_tsvector: (_types, count) => count === 2,
  length: (_types, count) => count === 2,
  overlaps: (types) => types.includes("timestamptz") && types.includes("interval"),
  phraseto_tsquery: (_types, count) => count === 1,
  plainto_tsquery: (_types, count) => count === 1,
  quote_literal: ([from]) => !isText(from),
  quote_nullable: ([from]) => !isText(from),
  time: ([from]) => from === "timestamptz",
  timestamp: ([from]) => from === "timestamptz",
  timestamptz: ([from], count) => count === 1 && (from === "date" || from === "timestamp"),
  timezone: (types, count) => count === 1 || types[1] === "timetz",
  to_timestamp: (_types, count) => count === 2,
  to_tsquery: (_types, count) => count === 1,
  to_tsvector: (_types, count) => count === 1,
  ts_headline: (_types, count) => count === 2,
  websearch_to_tsquery: (_types, count) => count === 1,
};

function isString(type: string | undefined): boolean {
  return type !== undefined && strings.includes(type);
}

function isText(type: string | undefined): boolean {
  return type === undefined || strings.includes(type);
}

const strings = ["text", "varchar", "bpchar", "name"];

function isStableCall(types: Types, { funcname, args = [] }: FuncCall, server: ServerVersion): boolean {
  const { schema, name } = splitName(funcname);
  // With a time zone of its own it was stable all the same, until 16.
  if (name === "date_trunc" && args.length === 3) return !server.isSince(16);
  const isStable = mixed[name];
  if (isStable === undefined) return false;
  if (schema !== "pg_catalog" && routinesNamed(types.execution, funcname).length > 0) return false;
  return isStable(
    args.map((arg) => types.of(arg)),
    args.length,
  );
}

/** Types whose values are written, or read, as the session has it set. */
const writtenBySession = [
  "aclitem",
  "array",
  "date",
  "datemultirange",
  "daterange",
  "enum",
  "int4multirange",
  "int4range",
  "int8multirange",
  "int8range",
  "interval",
  "money",
  "nummultirange",
  "numrange",
  "regclass",
  "regconfig",
  "regtype",
  "timestamp",
  "timestamptz",
  "tsmultirange",
  "tsrange",
  "tstzmultirange",
  "tstzrange",
];
const readBySession = [...writtenBySession, "time", "timetz", "xml"];

/** An interval was written in one way only until 15. */
function isWrittenBySession({ execution }: Types, type: string): boolean {
  return writtenBySession.includes(type) && (type !== "interval" || execution.server.isSince(15));
}

const times = ["date", "timestamp", "time", "timetz"];

function isStableCast(types: Types, { arg, typeName }: TypeCast): boolean {
  const from = types.of(arg);
  const to = typeName === undefined ? undefined : types.named(typeOf(types.execution, typeName));
  if (from === undefined || to === undefined || from === to) return false;
  if (strings.includes(to)) return isWrittenBySession(types, from);
  if (strings.includes(from)) return readBySession.includes(to);
  if (from === "timestamptz") return times.includes(to);
  if (to === "timestamptz") return from === "date" || from === "timestamp";
  return (from === "time" && to === "timetz") || from === "money" || to === "money";
}

const comparisons = ["<", "<=", "=", ">=", ">", "<>"];

function isStableOperator(types: Types, { name, lexpr, rexpr }: A_Expr): boolean {
  const operator = stringOf(name?.at(-1)) ?? "";
  const [left, right] = [types.of(lexpr), types.of(rexpr)];
  // A literal beside a timestamptz and `+` can only be an interval.
  if (operator === "+")
    return [
      [left, right, rexpr],
      [right, left, lexpr],
    ].some(([one, other, node]) => one === "timestamptz" && (other === "interval" || isBareLiteral(node)));
  // The planner puts a cast to text in place of it.
  if (operator === "||")
    return [
      [left, right],
      [right, left],
    ].some(([one, other]) => isString(one) && other !== "array" && isWrittenBySession(types, other ?? ""));
  if (operator === "-") return left === "timestamptz" && right === "interval";
  if (!comparisons.includes(operator)) return false;
  const isOther = (type: string | undefined): boolean => type === "date" || type === "timestamp";
  return (left === "timestamptz" && isOther(right)) || (right === "timestamptz" && isOther(left));
}

function isBareLiteral(node: Node | string | undefined): boolean {
  return typeof node === "object" && isLiteral(node);
}
