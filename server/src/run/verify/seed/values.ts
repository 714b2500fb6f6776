import type { SeedType } from "./tables.ts";

/**
 * The value of a type for the nth row, as text that the server reads as any type. It is the same for each column of each
 * table, and digits wherever the type lets it be: so a foreign key, a unique index or a change of type that a later
 * migration makes finds rows that it can live with. Undefined where nothing is known but NULL.
 */
export function valueOf(type: SeedType, n: number): string | undefined {
  if (type.kind === "e") return type.labels[n % Math.max(type.labels.length, 1)];
  if (type.kind === "c") return `(${",".repeat(Math.max(type.width - 1, 0))})`;
  if (type.kind === "r" || type.kind === "m") return rangeOf(type, n);
  if (type.element !== undefined) return arrayOf(type.element, n);
  const named = byName[type.name]?.(n, type.modifier);
  if (named !== undefined) return named;
  return type.category === "S" ? text(n, type.modifier) : undefined;
}

const day = (n: number): string => `2001-${two(1 + (Math.floor(n / 28) % 12))}-${two(1 + (n % 28))}`;
const two = (n: number): string => String(n).padStart(2, "0");
const digits = (n: number): string => String(n);
const moment = (n: number): string => `${day(n)} 12:00:00+00`;

const byName: Readonly<Record<string, (n: number, modifier: number) => string>> = {
  int2: digits,
  int4: digits,
  int8: digits,
  float4: digits,
  float8: digits,
  money: digits,
  oid: digits,
  numeric: numeric,
  bool: (n) => (n % 2 === 0 ? "false" : "true"),
  text: digits,
  varchar: text,
  bpchar: text,
  name: digits,
  char: (n) => letter(n),
  // As jsonb it comes back without the blank.
  json: (n) => ` ${n}`,
  jsonb: digits,
  jsonpath: (n) => `$."${n}"`,
  xml: (n) => `<n>${n}</n>`,
  uuid: (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  date: day,
  timestamp: moment,
  timestamptz: moment,
  time: (n) => `${two(n % 24)}:${two(Math.floor(n / 24) % 60)}:00`,
  timetz: (n) => `${two(n % 24)}:${two(Math.floor(n / 24) % 60)}:00+00`,
  interval: (n) => `${n} seconds`,
  bytea: (n) => `\\x${n.toString(16).padStart(8, "0")}`,
  inet: (n) => `10.0.${Math.floor(n / 250) % 250}.${1 + (n % 250)}`,
  cidr: (n) => `10.0.${Math.floor(n / 250) % 250}.${1 + (n % 250)}/32`,
  macaddr: (n) => `08:00:2b:00:${hex(n / 256)}:${hex(n)}`,
  macaddr8: (n) => `08:00:2b:00:00:00:${hex(n / 256)}:${hex(n)}`,
  bit: (n, width) => bits(n, width),
  varbit: (n, width) => (width > 0 ? bits(n, width) : n.toString(2)),
  point: (n) => `(${n},1)`,
  line: (n) => `{1,1,${n}}`,
  lseg: (n) => `[(0,0),(${n},1)]`,
  box: (n) => `(${n},1),(0,0)`,
  path: (n) => `[(0,0),(${n},1)]`,
  polygon: (n) => `((0,0),(${n},1),(1,${n}))`,
  circle: (n) => `<(0,0),${n}>`,
  tsvector: (n) => `'${n}'`,
  tsquery: (n) => `'${n}'`,
  pg_lsn: (n) => `0/${n.toString(16)}`,
  hstore: (n) => `n=>${n}`,
  ltree: (n) => `n${n}`,
};

function hex(n: number): string {
  return (Math.floor(n) % 256).toString(16).padStart(2, "0");
}

function letter(n: number): string {
  return String.fromCharCode(97 + (n % 26));
}

/** The modifier counts four bytes that are not part of it. */
function text(n: number, modifier: number): string {
  const width = modifier - 4;
  if (modifier < 5 || width >= String(n).length) return String(n);
  // As many different ones as fit.
  return n.toString(36).slice(-width).padStart(width, "0");
}

/** Precision and scale are in the modifier, the scale signed in eleven bits since 15. */
function numeric(n: number, modifier: number): string {
  if (modifier < 4) return String(n);
  const precision = ((modifier - 4) >> 16) & 0xffff;
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  const whole = precision - scale;
  if (whole >= String(n).length) return String(n);
  if (whole > 0) return String(n % 10 ** whole);
  return `0.${String(n % 10 ** Math.max(precision, 1)).padStart(scale, "0")}`;
}

function bits(n: number, width: number): string {
  const wanted = width > 0 ? width : 1;
  return n.toString(2).slice(-wanted).padStart(wanted, "0");
}

function rangeOf({ name, kind }: SeedType, n: number): string {
  const bounds: Readonly<Record<string, string>> = {
    int4range: `[${n},${n + 1})`,
    int8range: `[${n},${n + 1})`,
    numrange: `[${n},${n + 1})`,
    daterange: `[${day(n)},${day(n)}]`,
    tsrange: `["${day(n)} 12:00","${day(n)} 13:00")`,
    tstzrange: `["${day(n)} 12:00+00","${day(n)} 13:00+00")`,
  };
  if (kind === "m") return `{${bounds[name.replace("multirange", "range")] ?? ""}}`;
  return bounds[name] ?? "empty";
}

function arrayOf(element: SeedType, n: number): string {
  const value = valueOf(element, n);
  if (value === undefined) return "{}";
  return `{"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"}`;
}
