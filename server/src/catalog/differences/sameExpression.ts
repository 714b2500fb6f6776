import type { Node } from "@pgsql/types";
import { formOf, type CastType, type Form } from "./form.ts";
import { sameJson } from "./sameJson.ts";

/**
 * Whether an expression as it was written and one as the server prints it mean the same. The server adds casts and
 * takes some away, so a cast that only one of them has counts for nothing; one that both have must be the same.
 */
export function sameExpression(written: Node, printed: Node): boolean {
  return sameForm(formOf(written), formOf(printed));
}

function sameForm(written: Form, printed: Form): boolean {
  const one = uncast(written);
  const other = uncast(printed);
  if (!sameCasts(one.types, other.types)) return false;
  if (one.form.kind === "constant" && other.form.kind === "constant")
    return sameConstant(one.form, other.form, other.types.at(-1) ?? one.types.at(-1));
  if (one.form.kind !== "other" || other.form.kind !== "other") return false;
  const { operation, parts } = one.form;
  const others = other.form.parts;
  return (
    operation === other.form.operation &&
    parts.length === others.length &&
    parts.every((part, position) => sameForm(part, others[position] ?? part))
  );
}

/** What stands inside all casts, and these, the outermost first. */
function uncast(form: Form): {
  readonly form: Exclude<Form, { kind: "cast" }>;
  readonly types: readonly CastType[];
} {
  const types: CastType[] = [];
  let inner = form;
  while (inner.kind === "cast") {
    types.push(inner.type);
    inner = inner.of;
  }
  return { form: inner, types };
}

/** The casts that were written are among those printed, in their order. */
function sameCasts(written: readonly CastType[], printed: readonly CastType[]): boolean {
  if (printed.length === 0) return true;
  let from = 0;
  for (const cast of written) {
    const at = printed.findIndex((each, position) => position >= from && sameType(cast, each));
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

function sameType(one: CastType, other: CastType): boolean {
  return (
    one.name.replace(/^_/u, "") === other.name.replace(/^_/u, "") &&
    (one.modifiers.length === 0 ||
      other.modifiers.length === 0 ||
      String(one.modifiers) === String(other.modifiers))
  );
}

type Constant = Extract<Form, { kind: "constant" }>;

/** Types whose values the server prints as they were given. */
const verbatim = ["text", "varchar", "bpchar", "char", "name", "citext"];
const times = ["timestamp", "timestamptz", "date", "time", "timetz", "interval"];

function sameConstant(written: Constant, printed: Constant, type: CastType | undefined): boolean {
  if (written.text === printed.text) return true;
  if (sameDay(written.text, printed.text)) return true;
  if (!printed.string && (sameNumber(written, printed) || squeezed(written.text) === printed.text))
    return true;
  if (type === undefined) return false;
  if (verbatim.includes(type.name) && !type.array) return false;
  if (/^jsonb?$/u.test(type.name) && !type.array) return sameJson(written.text, printed.text);
  // Dates and times are printed in the server's own way, and in its time zone.
  if (times.includes(type.name)) return true;
  return sameNumber(written, printed) || squeezed(written.text) === squeezed(printed.text);
}

/** `'2024-01-01'` of a bound is printed as `'2024-01-01 00:00:00+00'`. */
function sameDay(one: string, other: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/u;
  const [a, b] = [day.exec(one)?.[0], day.exec(other)?.[0]];
  return a !== undefined && a === b && (midnight.test(one) || midnight.test(other));
}

const midnight = /^\S{10}(?:[ T]00:00(?::00)?)?(?:[+-]\d{2}(?::?\d{2})?|Z)?$/u;

function sameNumber(one: Constant, other: Constant): boolean {
  const [a, b] = [Number(one.text), Number(other.text)];
  return one.text.trim() !== "" && !Number.isNaN(a) && a === b;
}

const truths: Readonly<Record<string, string>> = {
  t: "true",
  yes: "true",
  on: "true",
  f: "false",
  no: "false",
  off: "false",
};

/** Arrays and the like are printed with other blanks, booleans as words. */
function squeezed(text: string): string {
  const bare = text.replaceAll(/\s+/gu, "").toLowerCase();
  return truths[bare] ?? bare;
}
