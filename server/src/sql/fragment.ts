import { keywordKindOf } from "@pgsql/quotes";
import { byteLength, clip, nameBytes } from "./nameBytes.ts";

/** SQL text that was put together from quoted parts. Only the functions here make one. */
export class Sql {
  readonly text: string;
  readonly #made = true;

  private constructor(text: string) {
    this.text = text;
  }

  /** SQL that a parser has accepted, e.g. a slice of the user's own statement or the output of the deparser. */
  static verbatim(text: string): Sql {
    return new Sql(text);
  }

  static isSql(value: unknown): value is Sql {
    return typeof value === "object" && value !== null && #made in value;
  }

  toString(): string {
    return this.text;
  }
}

/**
 * An identifier, quoted where PostgreSQL's quote_identifier would (ruleutils.c): unless it is lower-case and no
 * keyword that is reserved anywhere. Several parts make a dotted name. Throws a RangeError on what no identifier
 * can be: empty, or with a NUL.
 */
export function ident(...parts: readonly string[]): Sql {
  return Sql.verbatim(parts.map(quote).join("."));
}

function quote(name: string): string {
  if (name === "" || name.includes("\0"))
    throw new RangeError("An SQL name must not be empty or hold a NUL.");
  const kind = keywordKindOf(name);
  const free = kind === "NO_KEYWORD" || kind === "UNRESERVED_KEYWORD";
  return free && /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A dotted name whose schema may be left to the search path. */
export function qualified(schema: string | undefined, name: string): Sql {
  return schema === undefined ? ident(name) : ident(schema, name);
}

/** A string literal that means the same whether standard_conforming_strings is on or off. */
export function literal(value: string): Sql {
  if (value.includes("\0")) throw new RangeError("An SQL string must not hold a NUL.");
  const doubled = value.replaceAll("'", "''");
  return Sql.verbatim(value.includes("\\") ? `E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`);
}

/** A body in dollar quotes, with a tag that the body does not hold. */
export function dollarQuoted(body: string, tag = ""): Sql {
  let free = tag;
  for (let number = 1; body.includes(`$${free}$`) || body.endsWith(`$${free}`); number++)
    free = `${tag || "body"}${number}`;
  return Sql.verbatim(`$${free}$${body}$${free}$`);
}

/** Numbers and booleans print themselves; everything else has to be made by ident, literal or sql. */
export type SqlValue = Sql | number | boolean | readonly Sql[];

/** Puts fragments together. A bare string is refused by the compiler; a list is joined by commas. */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  const parts = strings.map((string, index) => string + print(values[index]));
  return Sql.verbatim(parts.join(""));
}

function print(value: SqlValue | undefined): string {
  if (value === undefined) return "";
  if (Sql.isSql(value)) return value.text;
  if (typeof value === "object") return join(value, ", ").text;
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("SQL has no such number.");
  return String(value);
}

export function join(parts: readonly Sql[], separator = ", "): Sql {
  return Sql.verbatim(parts.map((part) => part.text).join(separator));
}

/**
 * `base` + `suffix` within 63 bytes of UTF-8, shortening the base at a character's boundary. A shortened base gets
 * a digest of the whole, so that two long names stay two.
 */
export function truncateName(base: string, suffix = ""): string {
  const whole = base + suffix;
  if (byteLength(whole) <= nameBytes) return whole;
  const tail = `_${digest(base)}${suffix}`;
  return clip(base, nameBytes - byteLength(tail)) + tail;
}

/** FNV-1a, 32 bits, in base 36. */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
