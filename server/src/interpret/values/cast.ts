import type { TypeName } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import { ident } from "../../sql/fragment.ts";
import type { Execution } from "../execution.ts";
import { knownRelation, rangeNamed, requireRelation } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { isSystemSchema, splitIdentifierPath } from "../names/searchPath.ts";
import { findType } from "../types/lookup.ts";
import { isVisible } from "../names/visibility.ts";
import { dateOf, intervalFrom, momentFrom } from "./moments.ts";
import {
  asNumber,
  asText,
  asTruth,
  isInterval,
  isList,
  isMoment,
  isOid,
  list,
  oid,
  type Oid,
  type Value,
} from "./value.ts";

const texts = ["text", "varchar", "bpchar", "name", "citext"];
const integers = ["int2", "int4", "int8"];
const numbers = ["numeric", "float4", "float8"];

/** What a cast makes of a value. */
export function cast(execution: Execution, value: Value, typeName: TypeName | undefined): Value {
  if (value === null || value === undefined) return value;
  const name = stringsOf(typeName?.names).at(-1) ?? "";
  if ((typeName?.arrayBounds ?? []).length > 0) return toList(value);
  if (name === "name") return asText(value)?.slice(0, 63);
  if (texts.includes(name)) return (typeName?.typmods ?? []).length > 0 ? undefined : asText(value);
  if (integers.includes(name)) return toInteger(value);
  if (numbers.includes(name)) return asNumber(value);
  if (name === "bool") return asTruth(value);
  if (["date", "timestamp", "interval"].includes(name)) return toTime(value, name);
  return toObject(execution, value, name);
}

function toInteger(value: Value): Value {
  if (typeof value === "boolean") return Number(value);
  const number = asNumber(value);
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}

/** A value as a date, a timestamp without a time zone, or an interval. */
export function toTime(value: Value, type: string): Value {
  if (value === null) return null;
  if (type === "interval")
    return typeof value === "string" ? intervalFrom(value) : isInterval(value) ? value : undefined;
  const isDate = type === "date";
  if (typeof value === "string") return momentFrom(value, isDate ? "date" : "timestamp");
  if (!isMoment(value) || (value.type === "timestamptz" && !isDate)) return undefined;
  return isDate ? dateOf(value) : { ...value, type: "timestamp" };
}

/** '{a,b}' as far as it needs no quotes. */
function toList(value: Value): Value {
  if (isList(value) || typeof value !== "string") return isList(value) ? value : undefined;
  const inner = /^\{([^"\\{}]*)\}$/u.exec(value)?.[1];
  if (inner === undefined) return undefined;
  return list(inner === "" ? [] : inner.split(",").map((item) => (item === "NULL" ? null : item.trim())));
}

function toObject(execution: Execution, value: Value, type: string): Value {
  if (isOid(value)) return value;
  const text = asText(value);
  if (typeof text !== "string" || /^\d+$/u.test(text)) return undefined;
  switch (type) {
    case "regclass":
      return classNamed(execution, text) ?? missingClass(execution, text);
    case "regtype":
      return typeNamed(execution, text);
    case "regnamespace":
      return schemaNamed(execution, text);
    default:
      return undefined;
  }
}

/** The relation of that name, as regclass input looks it up; undefined where there is none. */
export function classNamed(execution: Execution, text: string): Oid | undefined {
  if (isSystemName(text)) return undefined;
  const relation = knownRelation(execution, rangeNamed(text));
  return relation === undefined ? undefined : classOid(execution, relation);
}

/** Relations that the model has no entries of. */
export function isSystemName(text: string): boolean {
  const [name = "", schema] = splitIdentifierPath(text).reverse();
  return schema === undefined ? name.startsWith("pg_") : isSystemSchema(schema);
}

/** A body in an open world goes on with a relation that is assumed; a statement has no need of it. */
function missingClass(execution: Execution, text: string): Oid | undefined {
  if (isSystemName(text) || (execution.target.assumesMissing === true && !execution.insideBody))
    return undefined;
  return classOid(execution, requireRelation(execution, rangeNamed(text)));
}

/** The type of that name, as regtype input looks it up; undefined where there is none, or it is not a plain name. */
export function typeNamed(execution: Execution, text: string): Oid | undefined {
  if (!/^[\w."$]+$/u.test(text)) return undefined;
  const found = findType(execution, splitIdentifierPath(text));
  return found === undefined || found.isArray ? undefined : oid(found.id, text);
}

/** Casting to text leaves the schema out where the search path finds the name. */
export function classOid(
  execution: Execution,
  relation: { readonly id: string; readonly schema: string; readonly name: string },
): Oid {
  const { schema, name } = relation;
  // What is only described, or named at run time, has no name that could be written.
  if (schema === "" || isRunTimeName(name)) return oid(relation.id, displayName(relation));
  return oid(relation.id, isVisible(execution, relation) ? ident(name).text : ident(schema, name).text);
}

export function schemaOid(name: string): Oid {
  return oid(`schema:${name}`, ident(name).text);
}

function schemaNamed(execution: Execution, text: string): Oid | undefined {
  const [name = ""] = splitIdentifierPath(text);
  return execution.edit.get("schema", name) === undefined ? undefined : schemaOid(name);
}
