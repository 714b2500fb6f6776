import type { Random } from "../../oracle/random/random.ts";

/** A type of columns, with what its values are for the running number `g`, from 1 to below 1000. */
export interface ColumnType {
  readonly sql: string;
  readonly value: string;
  /** No two numbers give the same value. */
  readonly distinct: boolean;
  readonly constant: string;
  /** Types that all these values may be changed to, and back. */
  readonly becomes: readonly string[];
  /** What holds for all these values; `c` is the column. */
  readonly holds: string;
  /** Whether a btree takes it. */
  readonly ordered: boolean;
}

function type(
  sql: string,
  value: string,
  constant: string,
  given: Partial<Omit<ColumnType, "sql" | "value" | "constant">> = {},
): ColumnType {
  return {
    sql,
    value,
    constant,
    distinct: true,
    becomes: [],
    holds: "c IS NOT NULL",
    ordered: true,
    ...given,
  };
}

const positive = { holds: "c > 0" };

export const integers: readonly [ColumnType, ...ColumnType[]] = [
  type("int", "g", "7", { ...positive, becomes: ["bigint", "numeric(12,0)", "text"] }),
  type("bigint", "g", "7", { ...positive, becomes: ["int", "text"] }),
  type("smallint", "g", "7", { ...positive, becomes: ["int", "bigint"] }),
];

export const types: readonly [ColumnType, ...ColumnType[]] = [
  ...integers,
  type("text", "'t' || g", "'x''y'", { holds: "c <> ''", becomes: ["varchar(40)", "varchar"] }),
  type("varchar(20)", "'v' || g", "'x'", { holds: "length(c) < 100", becomes: ["text", "varchar(10)"] }),
  type("char(8)", "'c' || g", "'x'", { holds: "c <> 'never'" }),
  type('text COLLATE "C"', "'T' || g", "'X'", { holds: "c >= ''" }),
  type("numeric(10,2)", "g + 0.5", "1.5", { ...positive, becomes: ["numeric(12,2)", "numeric"] }),
  type("double precision", "g / 2.0", "0.5", positive),
  type("boolean", "g % 2 = 0", "true", { distinct: false, holds: "c IN (true, false)" }),
  type("timestamptz", "timestamptz '2024-01-01 00:00+00' + g * interval '1 hour'", "'2024-01-01 00:00+00'", {
    holds: "c > '2000-01-01 00:00+00'",
  }),
  type("timestamp", "timestamp '2024-01-01' + g * interval '1 hour'", "'2024-01-01'", {
    becomes: ["timestamptz USING c AT TIME ZONE 'UTC'"],
  }),
  type("date", "date '2024-01-01' + g", "'2024-01-01'", { becomes: ["timestamp"] }),
  type("uuid", "md5(g::text)::uuid", "'00000000-0000-0000-0000-000000000001'", { becomes: ["text"] }),
  type("jsonb", "jsonb_build_object('n', g)", "'{}'", { becomes: ["json"] }),
  type("json", `('{"n":' || g || '}')::json`, "'{}'", { distinct: false, ordered: false }),
  type("int[]", "ARRAY[g, 1]", "'{1}'", { holds: "cardinality(c) > 0" }),
  type("bytea", "decode(md5(g::text), 'hex')", "'\\x00'"),
  type("interval", "g * interval '1 minute'", "'1 day'"),
  type("inet", "'10.0.0.0'::inet + g", "'10.0.0.1'"),
  type("bit(8)", "g::bit(8)", "B'10101010'", { distinct: false }),
  type("int4range", "int4range(g, g + 2)", "'[1,2)'"),
  type("point", "point(g, g)", "'(1,1)'", { ordered: false, distinct: false }),
  type("mood", "(CASE WHEN g % 2 = 0 THEN 'sad' ELSE 'so so' END)::mood", "'sad'", { distinct: false }),
  type("positive", "g", "7", positive),
  type("pair", "ROW(g, NULL)::pair", "'(1,2)'", { holds: "(c).x > 0" }),
];

/** What the types above need that PostgreSQL does not have. */
export const madeTypes = [
  "CREATE TYPE mood AS ENUM ('sad', 'so so')",
  "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
  "CREATE TYPE pair AS (x int, y int)",
];

export interface Column {
  /** As SQL. */
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  /** Some rows hold NULL. */
  readonly holdsNull: boolean;
  readonly isKey: boolean;
  /** Computed from others, or its default: what stands behind its type. */
  readonly more: string;
  readonly generated: boolean;
}

/** `holds`, said of a column. */
export function said(expression: string, name: string): string {
  return expression.replaceAll(/\bc\b/g, () => name);
}

export function makeColumn(random: Random, name: string): Column {
  const type = random.of(...types);
  const required = random.chance(30);
  const holdsNull = !required && random.chance(40);
  const more = random.maybe(25, ` DEFAULT ${type.constant}`);
  return { name, type, required, holdsNull, isKey: false, more, generated: false };
}
