import * as z from "zod";
import { isMajor, type Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { buildCatalog } from "../liveCatalog/buildCatalog.ts";
import type { ConstraintRow } from "../liveCatalog/rows/constraints.ts";
import type { LiveRows } from "../liveCatalog/rows.ts";
import { refused, type ReadBaseline } from "./outcome.ts";

/** What pg_catalog of a server said at one moment. */
export interface CatalogRows {
  readonly major: Major;
  /** Settings of every session there, such as a search_path of the database. */
  readonly settings: ReadonlyMap<string, string>;
  readonly rows: LiveRows;
}

const version = 1;

function list<T extends object>() {
  return z.array(z.custom<T>((value) => typeof value === "object" && value !== null));
}

const rowsSchema = z.object({
  schemas: list<LiveRows["schemas"][number]>(),
  types: list<LiveRows["types"][number]>(),
  relations: list<LiveRows["relations"][number]>(),
  columns: list<LiveRows["columns"][number]>(),
  constraints: list<LiveRows["constraints"][number]>(),
  indexes: list<LiveRows["indexes"][number]>(),
  inheritance: list<LiveRows["inheritance"][number]>(),
  sequences: list<LiveRows["sequences"][number]>(),
  triggers: list<LiveRows["triggers"][number]>(),
  rules: list<LiveRows["rules"][number]>(),
  policies: list<LiveRows["policies"][number]>(),
  routines: list<LiveRows["routines"][number]>(),
  others: list<LiveRows["others"][number]>(),
  foreign: list<LiveRows["foreign"][number]>(),
  foreignTables: list<LiveRows["foreignTables"][number]>(),
  members: list<LiveRows["members"][number]>(),
  dependencies: list<LiveRows["dependencies"][number]>(),
}) satisfies z.ZodType<LiveRows>;

const snapshotSchema = z.object({
  lockkeeper: z.literal("snapshot"),
  version: z.literal(version),
  postgres: z.custom<Major>((value) => typeof value === "number" && isMajor(value)),
  settings: z.record(z.string(), z.string()),
  rows: rowsSchema,
});

/** The file's text: JSON with a row on each line, so that versions of it can be compared. Nothing of the data is in it. */
export function writeSnapshot({ major, settings, rows }: CatalogRows): string {
  const lists = Object.entries(rows).map(([kind, all]: [string, readonly object[]]) => {
    const lines = all.map((row) => `   ${JSON.stringify(row)}`).join(",\n");
    return `  ${JSON.stringify(kind)}: [${lines === "" ? "" : `\n${lines}\n  `}]`;
  });
  const head = { lockkeeper: "snapshot", version, postgres: major, settings: Object.fromEntries(settings) };
  return `${JSON.stringify(head).slice(0, -1)}, "rows": {\n${lists.join(",\n")}\n}}\n`;
}

/** Whether a text is to be read as a snapshot: SQL never begins with a brace. */
export function isSnapshot(text: string): boolean {
  return /^\s*\{/u.test(text);
}

/** The catalog of a snapshot, as each major would have it. Pure; never throws. */
export function readSnapshot(text: string, majors: readonly Major[], grammar: Grammar): ReadBaseline {
  const json = parsed(text);
  if (json === undefined) return refused("this is neither SQL nor JSON that can be read");
  const other = z.object({ lockkeeper: z.literal("snapshot"), version: z.number() }).safeParse(json);
  if (other.success && other.data.version !== version)
    return refused(
      `this snapshot has version ${other.data.version} of the format, and ${version} is known; write it again with \`lockkeeper snapshot\``,
    );
  const read = snapshotSchema.safeParse(json);
  if (!read.success)
    return refused("this is no snapshot of a database; write one with `lockkeeper snapshot --database …`");
  const { postgres, rows, settings } = read.data;
  const all = new Map(Object.entries(settings));
  try {
    const catalogs = majors.map((major) => {
      return [major, buildCatalog(asOn(major, postgres, rows), all, major, grammar)] as const;
    });
    return { ok: true, catalogs: new Map(catalogs) };
  } catch {
    return refused("parts of this snapshot are missing; write it again with `lockkeeper snapshot`");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Since 18 NOT NULL is a constraint too; an upgrade makes them, under the names that new ones would get. */
function asOn(major: Major, from: Major, rows: LiveRows): LiveRows {
  const isNew = (one: number): boolean => one >= 18;
  if (isNew(major) === isNew(from)) return rows;
  const constraints = rows.constraints.filter(({ kind }) => kind !== "n");
  return { ...rows, constraints: isNew(major) ? [...constraints, ...notNulls(rows)] : constraints };
}

function notNulls({ relations, columns, inheritance }: LiveRows): readonly ConstraintRow[] {
  const names = new Map(relations.map(({ oid, name }) => [oid, name]));
  const tables = new Set(
    relations.filter(({ kind }) => ["r", "p", "f"].includes(kind)).map(({ oid }) => oid),
  );
  const key = (relation: number, column: string): string => `${relation} ${column}`;
  const set = new Set(
    columns.filter(({ notnull }) => notnull).map(({ relation, name }) => key(relation, name)),
  );
  const parents = new Map(inheritance.map(({ child, parent }) => [child, parent]));
  /** A constraint that comes from a parent has its name. */
  const origin = (relation: number, column: string): number => {
    const parent = parents.get(relation);
    return parent === undefined || !set.has(key(parent, column)) ? relation : origin(parent, column);
  };
  return columns
    .filter(({ notnull, relation }) => notnull && tables.has(relation))
    .map(({ relation, number, name, local, inherited }, index) => ({
      oid: -1 - index,
      name: `${names.get(origin(relation, name)) ?? ""}_${name}_not_null`,
      relation,
      domain: 0,
      kind: "n",
      ...{ deferrable: false, deferred: false, validated: true, enforced: true, no_inherit: false },
      ...{ local, inherited, index: 0, referenced: 0, on_update: " ", on_delete: " ", match: " " },
      ...{ delete_sets: null, columns: [number], referenced_columns: null, expression: null },
    }));
}
