import { ident, literal } from "../../sql/fragment.ts";
import { asText, type Value } from "./value.ts";

/** `%s`, `%I`, `%L`, `%%`, also with a position (`%2$I`); widths are not followed. */
const directive = /%(?:(\d+)\$)?([sIL%])/gu;

/** format(); undefined where an argument that it prints is not known. */
export function formatText(pattern: Value, values: readonly Value[]): Value {
  const text = asText(pattern);
  if (typeof text !== "string") return text;
  if (text.replaceAll(directive, "").includes("%")) return undefined;
  let next = 0;
  const unknown: string[] = [];
  const formatted = text.replaceAll(directive, (_, position: string | undefined, kind: string): string => {
    if (kind === "%") return "%";
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    const printed = printedAs(kind, values[index]);
    if (printed === undefined) unknown.push(kind);
    return printed ?? "";
  });
  return unknown.length === 0 ? formatted : undefined;
}

function printedAs(kind: string, value: Value): string | undefined {
  if (value === null) return kind === "s" ? "" : kind === "L" ? "NULL" : undefined;
  const text = kind === "s" && typeof value === "boolean" ? (value ? "t" : "f") : asText(value);
  if (typeof text !== "string") return undefined;
  return kind === "s" ? text : kind === "I" ? quoteIdentifier(text) : quoteLiteral(text);
}

export function quoteIdentifier(name: string): string | undefined {
  return name === "" || name.includes("\0") ? undefined : ident(name).text;
}

export function quoteLiteral(text: string): string | undefined {
  return text.includes("\0") ? undefined : literal(text).text;
}
