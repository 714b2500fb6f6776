import type { Execution } from "../execution.ts";
import { creationSchema, searchPath, settingOf } from "../names/searchPath.ts";
import { classNamed, isSystemName, schemaOid, typeNamed } from "./cast.ts";
import { formatText, quoteIdentifier, quoteLiteral } from "./format.ts";
import { isComplete } from "../openWorld/complete.ts";
import { fieldOf, formatMoment, momentFrom, truncated, type Moment } from "./moments.ts";
import { asNumber, asText, isList, isMoment, list, type Value } from "./value.ts";

type Builtin = (execution: Execution, values: readonly Value[]) => Value;

/** What a call of a built-in function yields; undefined for all that are not decided beforehand. */
export function callBuiltin(execution: Execution, name: string, values: readonly Value[]): Value {
  return builtins.get(name)?.(execution, values);
}

/** A function of texts that yields NULL for a NULL. */
function ofTexts(compute: (...texts: readonly string[]) => Value): Builtin {
  return (_, values) => {
    const texts = values.map(asText);
    if (texts.includes(null)) return null;
    const known = texts.flatMap((text) => (typeof text === "string" ? [text] : []));
    return known.length === texts.length ? compute(...known) : undefined;
  };
}

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["format", (_, [pattern, ...values]) => formatText(pattern, values)],
  ["quote_ident", ofTexts((text = "") => quoteIdentifier(text))],
  ["quote_literal", ofTexts((text = "") => quoteLiteral(text))],
  ["quote_nullable", (_, [value]) => (value === null ? "NULL" : literalOf(asText(value)))],
  ["lower", ofTexts((text = "") => (isAscii(text) ? text.toLowerCase() : undefined))],
  ["upper", ofTexts((text = "") => (isAscii(text) ? text.toUpperCase() : undefined))],
  [
    "btrim",
    ofTexts((text = "", ...rest) => (rest.length > 0 ? undefined : text.replaceAll(/^ +| +$/gu, ""))),
  ],
  ["length", ofTexts((text = "") => Array.from(text).length)],
  [
    "replace",
    ofTexts((text = "", from = "", to = "") => (from === "" ? text : text.replaceAll(from, () => to))),
  ],
  [
    "split_part",
    ofTexts((text = "", by = "", at = "1") =>
      by === "" ? undefined : (text.split(by)[Number(at) - 1] ?? ""),
    ),
  ],
  ["concat", (_, values) => joined(values, "")],
  ["concat_ws", (_, [by, ...values]) => joined(values, asText(by))],
  ["array_to_string", (_, [items, by]) => (isList(items) ? joined(items.items, asText(by)) : undefined)],
  [
    "string_to_array",
    ofTexts((text = "", by = "") => (by === "" ? undefined : list(text === "" ? [] : text.split(by)))),
  ],
  [
    "array_length",
    (_, [items]) => (isList(items) ? (items.items.length === 0 ? null : items.items.length) : undefined),
  ],
  ["cardinality", (_, [items]) => (isList(items) ? items.items.length : undefined)],
  ["array_append", (_, [items, item]) => (isList(items) ? list([...items.items, item]) : undefined)],
  [
    "left",
    ofTexts((text = "", count = "0") =>
      Number(count) < 0 ? undefined : Array.from(text).slice(0, Number(count)).join(""),
    ),
  ],
  [
    "right",
    ofTexts((text = "", count = "0") =>
      Number(count) <= 0 ? undefined : Array.from(text).slice(-Number(count)).join(""),
    ),
  ],
  ["abs", (_, [value]) => withNumber(value, Math.abs)],
  [
    "mod",
    (_, [value, by]) =>
      typeof value === "number" && typeof by === "number" && by !== 0 ? value % by : undefined,
  ],
  ["to_char", (_, [moment, pattern]) => ofMoment(pattern, moment, (text, at) => formatMoment(at, text))],
  ["date_trunc", (_, [unit, moment]) => ofMoment(unit, moment, truncated)],
  ["make_date", (_, values) => makeDate(values)],
  ["date_part", (_, [unit, moment]) => ofMoment(unit, moment, fieldOf)],
  ["extract", (_, [unit, moment]) => ofMoment(unit, moment, fieldOf)],
  ["current_schema", (execution) => creationSchema(execution) ?? null],
  ["current_schemas", (execution, [implicit]) => schemas(execution, implicit)],
  ["current_setting", (execution, [name]) => setting(execution, asText(name))],
  ["pg_trigger_depth", ({ surroundings }) => surroundings.triggerDepth],
  ["to_regclass", (execution, [name]) => lookUp(execution, name, classNamed)],
  ["to_regtype", (execution, [name]) => lookUp(execution, name, typeNamed)],
  ["to_regnamespace", (execution, [name]) => lookUp(execution, name, schemaNamed)],
]);

function makeDate(values: readonly Value[]): Value {
  const [year = "", ...rest] = values.map((value) => (typeof value === "number" ? String(value) : ""));
  const text = [year.padStart(4, "0"), ...rest.map((part) => part.padStart(2, "0"))].join("-");
  return momentFrom(text, "date");
}

function ofMoment(word: Value, moment: Value, compute: (word: string, moment: Moment) => Value): Value {
  if (word === null || moment === null) return null;
  return typeof word === "string" && isMoment(moment) ? compute(word, moment) : undefined;
}

function isAscii(text: string): boolean {
  return /^[\p{ASCII}]*$/u.test(text);
}

function literalOf(text: string | null | undefined): Value {
  return typeof text === "string" ? quoteLiteral(text) : undefined;
}

function joined(values: readonly Value[], by: string | null | undefined): Value {
  if (by === null) return null;
  const texts = values.filter((value) => value !== null).map(asText);
  return by === undefined || texts.includes(undefined) ? undefined : texts.join(by);
}

function withNumber(value: Value, compute: (number: number) => number): Value {
  const number = asNumber(value);
  return typeof number === "number" ? compute(number) : number;
}

/** pg_catalog and the temporary schema count only where the caller wants what is searched implicitly. */
function schemas(execution: Execution, implicit: Value): Value {
  if (typeof implicit !== "boolean") return undefined;
  const path = searchPath(execution).filter((schema) => schema !== "pg_temp");
  return list(implicit ? path : path.filter((schema) => schema !== "pg_catalog"));
}

function setting(execution: Execution, name: string | null | undefined): Value {
  if (typeof name !== "string") return name;
  const key = name.toLowerCase();
  // Which minor release runs is not known; migrations compare with round numbers.
  if (key === "server_version_num") return execution.server.major * 10_000 + 1;
  if (key === "server_version") return undefined;
  return settingOf(execution, key);
}

/** NULL where there is no such object, and the history is known to begin with an empty database. */
function lookUp(
  execution: Execution,
  name: Value,
  find: (execution: Execution, text: string) => Value,
): Value {
  const text = asText(name);
  if (typeof text !== "string") return text;
  const found = find(execution, text);
  if (found !== undefined) return found;
  if (isSystemName(text) || !/^[\w."$ ]+$/u.test(text)) return undefined;
  return isComplete(execution, [text]) ? null : undefined;
}

function schemaNamed(execution: Execution, text: string): Value {
  return execution.edit.get("schema", text) === undefined ? undefined : schemaOid(text);
}
