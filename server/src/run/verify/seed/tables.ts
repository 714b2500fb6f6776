import type { Client } from "pg";

/** A table that takes rows, with all that they must satisfy. */
export interface SeedTable {
  readonly oid: number;
  /** `schema.name`. */
  readonly name: string;
  /** The same as SQL. */
  readonly sql: string;
  readonly columns: readonly SeedColumn[];
  readonly checks: readonly Check[];
  readonly references: readonly Reference[];
}

export interface SeedColumn {
  readonly name: string;
  readonly notNull: boolean;
  readonly type: SeedType;
}

/** What a domain is in the end. */
export interface SeedType {
  /** pg_type.typname: `int4`, `varchar`. */
  readonly name: string;
  /** pg_type.typtype and typcategory. */
  readonly kind: string;
  readonly category: string;
  /** As pg_attribute has it, or -1. */
  readonly modifier: number;
  readonly labels: readonly string[];
  /** Of an array. */
  readonly element: SeedType | undefined;
  /** How many columns a composite has. */
  readonly width: number;
}

/** A CHECK of the table or of a domain, or what a partition's bounds demand. */
export interface Check {
  /** As an error names it; empty for a partition's bounds. */
  readonly name: string;
  readonly columns: readonly string[];
  /** What its text mentions as values: what satisfies it is among them, or near. */
  readonly literals: readonly string[];
}

export interface Reference {
  readonly table: number;
  readonly columns: readonly string[];
  readonly to: readonly string[];
}

/** Every table but foreign and partitioned ones: rows go into the partitions. */
export async function readSeedTables(
  client: Client,
  ignored: readonly string[],
): Promise<readonly SeedTable[]> {
  const { rows: tables } = await client.query<TableRow>(tableQuery);
  const columns = await client.query<ColumnRow>(columnQuery);
  const { rows: checks } = await client.query<CheckRow>(checkQuery);
  const { rows: references } = await client.query<ReferenceRow>(referenceQuery);
  const types = new Map((await client.query<TypeRow>(typeQuery)).rows.map((row) => [row.oid, row]));
  return tables
    .filter(({ name }) => !ignored.includes(name))
    .map(({ oid, name, sql, bounds }) => {
      const own = columns.rows.filter(({ table }) => table === oid);
      const named = own.map((row) => row.name);
      const ofDomains = own.flatMap(({ name: column, type }) =>
        domainChecks(types, type).map((text): Check => ({
          name: text.name,
          columns: [column],
          literals: literalsIn(text.definition),
        })),
      );
      return {
        ...{ oid, name, sql },
        columns: own.map((row) => ({
          name: row.name,
          notNull: row.not_null || isStrict(types, row.type),
          type: typeOf(types, row.type, row.modifier),
        })),
        checks: [
          ...checks
            .filter(({ table }) => table === oid)
            .map((row) => ({
              name: row.name,
              columns: row.columns ?? [],
              literals: literalsIn(row.definition),
            })),
          ...ofDomains,
          ...(bounds === null
            ? []
            : [
                {
                  name: "",
                  columns: named.filter((each) => bounds.includes(each)),
                  literals: literalsIn(bounds),
                },
              ]),
        ],
        references: references
          .filter(({ table }) => table === oid)
          .map((row) => ({ table: row.references, columns: row.columns, to: row.to })),
      };
    });
}

/** Strings and numbers of an expression. */
function literalsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/'((?:[^']|'')*)'|(?<![\w.])-?\d+(?:\.\d+)?/g)];
  return [...new Set(found.map(([all, quoted]) => quoted?.replaceAll("''", "'") ?? all))];
}

function typeOf(types: ReadonlyMap<number, TypeRow>, oid: number, modifier: number): SeedType {
  const row = types.get(oid);
  if (row?.kind === "d") return typeOf(types, row.base, row.modifier);
  const isArray = row?.category === "A" && row.element !== 0;
  return {
    name: row?.name ?? "text",
    kind: row?.kind ?? "b",
    category: row?.category ?? "S",
    modifier,
    labels: row?.labels ?? [],
    element: isArray ? typeOf(types, row.element, modifier) : undefined,
    width: row?.width ?? 0,
  };
}

function domainChecks(
  types: ReadonlyMap<number, TypeRow>,
  oid: number,
): readonly { name: string; definition: string }[] {
  const row = types.get(oid);
  if (row?.kind !== "d") return [];
  const own = (row.checks ?? []).map((definition, index) => ({
    name: row.check_names?.[index] ?? "",
    definition,
  }));
  return [...own, ...domainChecks(types, row.base)];
}

function isStrict(types: ReadonlyMap<number, TypeRow>, oid: number): boolean {
  const row = types.get(oid);
  return row?.kind === "d" && (row.not_null || isStrict(types, row.base));
}

interface TableRow {
  readonly oid: number;
  readonly name: string;
  readonly sql: string;
  readonly bounds: string | null;
}

interface ColumnRow {
  readonly table: number;
  readonly name: string;
  readonly not_null: boolean;
  readonly type: number;
  readonly modifier: number;
}

interface CheckRow {
  readonly table: number;
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly definition: string;
}

interface ReferenceRow {
  readonly table: number;
  readonly references: number;
  readonly columns: readonly string[];
  readonly to: readonly string[];
}

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly kind: string;
  readonly category: string;
  readonly base: number;
  readonly modifier: number;
  readonly not_null: boolean;
  readonly element: number;
  readonly width: number;
  readonly labels: readonly string[] | null;
  readonly checks: readonly string[] | null;
  readonly check_names: readonly string[] | null;
}

const user = "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'";
const namesOf = (table: string, numbers: string): string =>
  `ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY u(num, pos)
     JOIN pg_catalog.pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.num ORDER BY u.pos)`;

const tableQuery = `
  SELECT c.oid, n.nspname || '.' || c.relname AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql,
         CASE WHEN c.relispartition THEN pg_catalog.pg_get_partition_constraintdef(c.oid) END AS bounds
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${user}
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY 2`;

const columnQuery = `
  SELECT a.attrelid AS "table", a.attname AS name, a.attnotnull AS not_null, a.atttypid AS type, a.atttypmod AS modifier
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a' AND c.relkind = 'r' AND ${user}
   ORDER BY a.attrelid, a.attnum`;

const checkQuery = `
  SELECT k.conrelid AS "table", k.conname AS name, ${namesOf("k.conrelid", "k.conkey")} AS columns,
         pg_catalog.pg_get_constraintdef(k.oid) AS definition
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
   WHERE k.contype = 'c' AND k.conrelid <> 0 AND ${user}`;

const referenceQuery = `
  SELECT k.conrelid AS "table", k.confrelid AS references, ${namesOf("k.conrelid", "k.conkey")} AS columns,
         ${namesOf("k.confrelid", "k.confkey")} AS "to"
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
   WHERE k.contype = 'f' AND k.conparentid = 0 OR (k.contype = 'f' AND c.relispartition AND NOT r.relispartition)`;

const typeQuery = `
  SELECT t.oid, t.typname AS name, t.typtype AS kind, t.typcategory AS category, t.typbasetype AS base,
         t.typtypmod AS modifier, t.typnotnull AS not_null, t.typelem AS element,
         (SELECT count(*)::int FROM pg_catalog.pg_attribute a
           WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS width,
         CASE WHEN t.typtype = 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
           WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) END AS labels,
         CASE WHEN t.typtype = 'd' THEN ARRAY(SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k
           WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.oid) END AS checks,
         CASE WHEN t.typtype = 'd' THEN ARRAY(SELECT k.conname::text FROM pg_catalog.pg_constraint k
           WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.oid) END AS check_names
    FROM pg_catalog.pg_type t`;
