import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { join, literal, sql, type Sql } from "../../sql/fragment.ts";
import { typeSql } from "../support/typeSql.ts";

/** Least and greatest value of the integer types. */
const integers: Readonly<Record<string, readonly [Sql, Sql] | undefined>> = {
  int2: [sql`-32768`, sql`32767`],
  int4: [sql`-2147483648`, sql`2147483647`],
  int8: [sql`-9223372036854775808`, sql`9223372036854775807`],
};

const widths: Readonly<Record<string, number | undefined>> = { int2: 2, int4: 4, int8: 8 };
const texts = new Set(["text", "varchar"]);
/** Types whose text is the same for every session, and that every such text gives back. */
const written = new Set([...Object.keys(integers), "numeric", "uuid", "json", "jsonb", "bool", "enum"]);

/** From the new type to the old one. */
export interface Back {
  /** NULL where the old type has no such value, so that no write fails of it. Never raises. */
  backward(value: Sql): Sql;
  /** Whether the new type has values that the old one has not. */
  readonly partial: boolean;
}

/**
 * The way from the new type back to the old one, for pairs of which each cast means the same in every session; undefined
 * for others. What the old type has no value for becomes NULL.
 */
export function backwardCast(oldType: TypeRef, newType: TypeRef, catalog: Catalog): Back | undefined {
  const type = typeSql(catalog, oldType);
  if (oldType.array || newType.array || type === undefined) return undefined;
  const old = { ...oldType, kind: kindOf(oldType, catalog), sql: type };
  const now = { ...newType, kind: kindOf(newType, catalog) };
  return (
    toText(old, now) ??
    toNumber(old, now) ??
    fromText(old, now, catalog) ??
    toEnum(old, now, catalog) ??
    other(old, now)
  );
}

interface Old extends TypeRef {
  /** The type's name in pg_catalog, or `enum`. */
  readonly kind: string;
  readonly sql: Sql;
}

type New = Omit<Old, "sql">;

function kindOf({ id }: TypeRef, catalog: Catalog): string {
  const prefix = "type:pg_catalog.";
  return id.startsWith(prefix) ? id.slice(prefix.length) : (catalog.get("type", id)?.kind ?? "");
}

function total(type: Sql): Back {
  return { partial: false, backward: (value) => sql`CAST(${value} AS ${type})` };
}

function where(type: Sql, condition: (value: Sql) => Sql): Back {
  return {
    partial: true,
    backward: (value) => sql`CASE WHEN ${condition(value)} THEN CAST(${value} AS ${type}) END`,
  };
}

function toText(old: Old, now: New): Back | undefined {
  if (!texts.has(old.kind) || !(texts.has(now.kind) || written.has(now.kind))) return undefined;
  const [limit] = old.modifiers;
  if (limit === undefined) return total(old.sql);
  return where(
    old.sql,
    (value) => sql`pg_catalog.char_length(CAST(${value} AS pg_catalog.text)) <= ${limit}`,
  );
}

function toNumber(old: Old, now: New): Back | undefined {
  const range = integers[old.kind];
  if (range !== undefined && (now.kind === "numeric" || integers[now.kind] !== undefined)) {
    const isWider = now.kind === "numeric" || (widths[now.kind] ?? 0) > (widths[old.kind] ?? 0);
    if (!isWider) return total(old.sql);
    const isWhole = (value: Sql): Sql =>
      now.kind === "numeric" ? sql` AND ${value} = pg_catalog.trunc(${value})` : sql``;
    return where(old.sql, (value) => sql`${value} BETWEEN ${range[0]} AND ${range[1]}${isWhole(value)}`);
  }
  if (old.kind !== "numeric" || (now.kind !== "numeric" && integers[now.kind] === undefined))
    return undefined;
  const [precision, scale = 0] = old.modifiers;
  if (precision === undefined) return total(old.sql);
  if (scale < 0 || scale > precision) return undefined;
  const most = literal(`1${"0".repeat(precision - scale)}`);
  return where(old.sql, (value) => {
    const number = sql`CAST(${value} AS numeric)`;
    return sql`${number} = pg_catalog.round(${number}, ${scale}) AND pg_catalog.abs(${number}) < CAST(${most} AS numeric)`;
  });
}

function fromText(old: Old, now: New, catalog: Catalog): Back | undefined {
  if (!texts.has(now.kind)) return undefined;
  const text = (value: Sql): Sql => sql`CAST(${value} AS pg_catalog.text)`;
  const range = integers[old.kind];
  if (range !== undefined)
    return {
      partial: true,
      backward: (value) =>
        sql`CASE WHEN ${text(value)} ~ '^-?[0-9]{1,19}$' THEN CASE WHEN CAST(${value} AS numeric) BETWEEN ${range[0]} AND ${range[1]} THEN CAST(${value} AS ${old.sql}) END END`,
    };
  if (old.kind === "uuid")
    return where(
      old.sql,
      (value) => sql`${text(value)} ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'`,
    );
  if (old.kind === "bool") return where(old.sql, (value) => sql`${text(value)} IN ('true', 'false')`);
  return old.kind === "enum" ? ofEnum(old, catalog) : undefined;
}

function toEnum(old: Old, now: New, catalog: Catalog): Back | undefined {
  return old.kind === "enum" && now.kind === "enum" ? ofEnum(old, catalog) : undefined;
}

function ofEnum(old: Old, catalog: Catalog): Back | undefined {
  const type = catalog.get("type", old.id);
  if (type?.kind !== "enum" || type.values.length === 0) return undefined;
  const values = join(type.values.map(literal));
  return {
    partial: true,
    backward: (value) => {
      const text = sql`CAST(${value} AS pg_catalog.text)`;
      return sql`CASE WHEN ${text} IN (${values}) THEN CAST(${text} AS ${old.sql}) END`;
    },
  };
}

function other(old: Old, now: New): Back | undefined {
  const pair = `${old.kind} ${now.kind}`;
  if (pair === "json jsonb" || pair === "jsonb json") return total(old.sql);
  if (pair === "date timestamp")
    return where(old.sql, (value) => sql`${value} = pg_catalog.date_trunc('day', ${value})`);
  const isTimestamp = old.kind === "timestamp" || old.kind === "timestamptz";
  return isTimestamp && old.kind === now.kind
    ? where(old.sql, (value) => sql`CAST(${value} AS ${old.sql}) = ${value}`)
    : undefined;
}
