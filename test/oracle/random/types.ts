import type { Routine } from "../../../server/src/catalog/functions.ts";
import type { Column } from "../../../server/src/catalog/relations.ts";
import type { TypeRef } from "../../../server/src/catalog/types.ts";
import { quoted } from "./world.ts";
import type { World } from "./world.ts";

/** What can be written with values of a kind of type. `c` stands for a column, `g` for a running number. */
export interface TypeFamily {
  /** How such types are written. */
  readonly written: readonly string[];
  /** Constants. */
  readonly constants: readonly string[];
  /** Defaults that are not constant. */
  readonly calls: readonly string[];
  /** Of the running number `g`. */
  readonly value: string;
  readonly expressions: readonly string[];
  readonly predicates: readonly string[];
}

const integer: TypeFamily = {
  written: ["smallint", "int", "int", "bigint", "bigint"],
  constants: ["0", "1", "7", "42"],
  calls: ["(random() * 100)::int", "extract(year from now())::int"],
  value: "g",
  expressions: ["c + 1", "c * 2", "abs(c)", "c % 10", "-c"],
  predicates: [
    "c > 0",
    "c >= 1 AND c < 100000",
    "c IN (1, 2, 3)",
    "c <> 13",
    "c BETWEEN 0 AND 50000",
    "c % 2 = 0",
  ],
};

const families: Readonly<Record<string, TypeFamily>> = {
  integer,
  numeric: {
    ...integer,
    written: ["numeric", "numeric(10,2)", "numeric(12,2)", "numeric(8)", "real", "double precision"],
    constants: ["0", "1.5", "42"],
    calls: ["random()"],
    expressions: ["round(c)", "c + 1", "c * 2"],
    predicates: ["c > 0", "c < 1000000", "c <> 13"],
  },
  text: {
    written: ["text", "text", "varchar", "varchar(20)", "varchar(50)", "varchar(255)", "char(10)"],
    constants: ["''", "'x'", "'new'", "'a b'"],
    calls: ["current_user", "now()::text", "md5(random()::text)", "upper('x')"],
    value: "'t' || g",
    expressions: ["lower(c)", "upper(c)", "length(c)", "c || 'x'", "md5(c)", "coalesce(c, '')"],
    predicates: ["c <> ''", "length(c) < 200", "c IS DISTINCT FROM 'z'", "c LIKE 't%'", "lower(c) <> 'q'"],
  },
  boolean: {
    written: ["boolean"],
    constants: ["true", "false"],
    calls: ["random() > 0.5"],
    value: "g % 2 = 0",
    expressions: ["NOT c"],
    predicates: ["c", "NOT c", "c IS TRUE", "c = false"],
  },
  timestamp: {
    written: ["timestamp", "timestamp(3)", "timestamptz", "timestamptz", "date"],
    constants: ["'2024-01-01'", "'2020-02-02'"],
    calls: ["now()", "clock_timestamp()", "current_timestamp", "current_date"],
    value: "'2024-01-01'::date + g::int",
    expressions: ["date_trunc('day', c)", "extract(year from c)", "c + interval '1 day'"],
    predicates: ["c > '2000-01-01'", "c < now()", "c <> '1999-01-01'"],
  },
  time: {
    written: ["time", "interval", "time(3)", "interval(3)"],
    constants: ["'12:00'", "'01:02:03'"],
    calls: ["current_time::time"],
    value: "'12:00'",
    expressions: ["c + interval '1 hour'"],
    predicates: ["c > '00:00'", "c < '23:00'"],
  },
  uuid: {
    written: ["uuid"],
    constants: ["'00000000-0000-0000-0000-000000000001'"],
    calls: ["gen_random_uuid()"],
    value: "gen_random_uuid()",
    expressions: ["c::text"],
    predicates: ["c <> '00000000-0000-0000-0000-000000000000'"],
  },
  json: {
    written: ["json", "jsonb", "jsonb"],
    constants: ["'{}'", "'[]'"],
    calls: ["json_build_object('a', now())"],
    value: "'{}'",
    expressions: ["c ->> 'a'", "c -> 'b'"],
    predicates: ["c ->> 'a' <> ''", "(c ->> 'n')::int > 0"],
  },
  array: {
    written: ["int[]", "text[]", "varchar(10)[]"],
    constants: ["'{}'"],
    calls: ["ARRAY[]::int[]"],
    value: "'{}'",
    expressions: ["cardinality(c)", "array_length(c, 1)"],
    predicates: ["cardinality(c) < 10"],
  },
  network: {
    written: ["inet", "cidr"],
    constants: ["'10.0.0.0/8'"],
    calls: ["inet_client_addr()"],
    value: "'10.0.0.0/8'",
    expressions: ["host(c)", "family(c)"],
    predicates: ["family(c) = 4"],
  },
  bits: {
    written: ["bit(8)", "varbit(8)", "varbit(16)", "varbit"],
    constants: ["B'10101010'"],
    calls: [],
    value: "B'10101010'",
    expressions: ["c::text"],
    predicates: ["c <> B'00000000'"],
  },
  range: {
    written: ["int4range", "tstzrange", "daterange"],
    constants: ["'empty'"],
    calls: [],
    value: "'empty'",
    expressions: ["isempty(c)", "lower(c)"],
    predicates: ["isempty(c)"],
  },
  other: {
    written: ["bytea", "point", "xml", "oid", "money", "tsvector", "macaddr"],
    constants: ["NULL"],
    calls: [],
    value: "NULL",
    expressions: ["c::text"],
    predicates: ["c IS NOT NULL"],
  },
};

const familyOfBuiltin: Readonly<Record<string, string>> = {
  int2: "integer",
  int4: "integer",
  int8: "integer",
  numeric: "numeric",
  float4: "numeric",
  float8: "numeric",
  text: "text",
  varchar: "text",
  bpchar: "text",
  bool: "boolean",
  date: "timestamp",
  timestamp: "timestamp",
  timestamptz: "timestamp",
  time: "time",
  interval: "time",
  uuid: "uuid",
  json: "json",
  jsonb: "json",
  inet: "network",
  cidr: "network",
  bit: "bits",
  varbit: "bits",
  int4range: "range",
  tstzrange: "range",
  daterange: "range",
};

const names = Object.keys(families);
/** Families that most columns have. */
const usual = ["integer", "integer", "integer", "text", "text", "text", "timestamp", "boolean", "numeric"];

/** The family of a column's type; a domain's is that of its base. */
export function familyOf(world: World, type: TypeRef): TypeFamily {
  if (type.array) return known("array");
  const own = world.catalog.get("type", type.id);
  if (own?.kind === "domain") return familyOf(world, own.base);
  if (own?.kind === "enum") return enumFamily(own.values);
  return known(familyOfBuiltin[type.id.replace("type:pg_catalog.", "")] ?? "other");
}

function enumFamily(values: readonly string[]): TypeFamily {
  const constants = values.map((value) => `'${value}'`);
  return {
    written: [],
    constants,
    calls: [],
    value: constants[0] ?? "NULL",
    expressions: ["c::text"],
    predicates: constants.flatMap((constant) => [`c = ${constant}`, `c <> ${constant}`]),
  };
}

function known(name: string): TypeFamily {
  return families[name] ?? integer;
}

/** A type as it is written, with what can be written with its values. */
export interface SomeType {
  readonly written: string;
  readonly family: TypeFamily;
  readonly type: TypeRef;
}

/** A type that a column may have. */
export function someType(world: World): SomeType {
  const { random } = world;
  if (random.chance(14)) {
    const own = random.pick(world.types().filter(({ kind }) => kind !== "shell" && kind !== "base"));
    if (own !== undefined) {
      const array = random.maybe(8, "[]");
      const type: TypeRef = { id: own.id, modifiers: [], array: array !== "" };
      return { written: `${world.name(own)}${array}`, family: familyOf(world, type), type };
    }
  }
  const family = known(random.pick(random.chance(70) ? usual : names) ?? "integer");
  const written = random.pick(family.written) ?? "int";
  return { written, family, type: builtin(written) };
}

const shortNames: Readonly<Record<string, string>> = {
  smallint: "int2",
  int: "int4",
  bigint: "int8",
  real: "float4",
  "double precision": "float8",
  boolean: "bool",
  char: "bpchar",
};

/** A built-in type as it is written; its modifiers are of no matter to a generator. */
export function builtin(written: string): TypeRef {
  const array = written.endsWith("[]");
  const name = written.replace("[]", "").replace(/\(.*\)/, "");
  return { id: `type:pg_catalog.${shortNames[name] ?? name}`, modifiers: [], array };
}

/** A type near the one that a column has, so that a change of type may succeed, with or without a rewrite. */
export function nearType(world: World, column: Column): string {
  const { random } = world;
  const family = familyOf(world, column.type);
  const castable = random.of(family, families["text"], families["integer"], undefined);
  return random.pick(castable?.written ?? []) ?? someType(world).written;
}

/** An expression of a column. */
export function expressionOf(world: World, column: Column): string {
  const text = world.random.pick(familyOf(world, column.type).expressions) ?? "c";
  return withColumn(text, column);
}

/** A condition on a column. */
export function predicateOf(world: World, column: Column): string {
  if (world.random.chance(25)) return `${quoted(column.name)} IS NOT NULL`;
  return withColumn(world.random.pick(familyOf(world, column.type).predicates) ?? "c IS NOT NULL", column);
}

/** The value that a default of such a type may have. */
export function defaultOf(world: World, family: TypeFamily): string {
  const { random } = world;
  if (random.chance(4)) return "NULL";
  const own = random.chance(10) ? random.pick(world.routines().filter(isPlainCall)) : undefined;
  if (own !== undefined) return `${world.name(own)}()`;
  const calls = random.chance(30) ? family.calls : [];
  return random.pick(calls) ?? random.pick(family.constants) ?? "NULL";
}

function isPlainCall(routine: Routine): boolean {
  return (
    routine.kind === "function" &&
    routine.arguments.length === 0 &&
    !routine.returnsTrigger &&
    !routine.returnsSet
  );
}

function withColumn(text: string, column: Column): string {
  return text.replaceAll(/\bc\b/g, quoted(column.name));
}
