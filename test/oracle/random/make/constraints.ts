import type { Column, Table } from "../../../../server/src/catalog/relations.ts";
import { predicateOf } from "../types.ts";
import { listed, quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { keysOf, referenceOptions, tableWithKey } from "./columns.ts";

/** What a constraint can be put on: a table that is there, or the columns of one about to be made. */
type Columns = Pick<Table, "columns">;

/** A table constraint with or without a name, as ADD and CREATE TABLE have it. */
export function tableConstraint(world: World, table: Columns): string | undefined {
  const body = world.make(kinds.map(([weight, make]) => [weight, () => make(world, table)]));
  if (body === undefined) return undefined;
  return `${world.random.maybe(60, `CONSTRAINT ${world.fresh("con")} `)}${body}`;
}

const kinds: readonly (readonly [number, (world: World, table: Columns) => string | undefined])[] = [
  [6, check],
  [3, unique],
  [2, primaryKey],
  [5, foreignKey],
  [1, exclusion],
  [1, notNull],
];

function check(world: World, table: Columns): string | undefined {
  const column = world.column(table);
  if (column === undefined) return undefined;
  const other = world.random.chance(25) ? world.column(table) : undefined;
  const second = other === undefined ? "" : ` ${world.random.of("AND", "OR")} ${predicateOf(world, other)}`;
  return `CHECK (${predicateOf(world, column)}${second})${world.random.maybe(6, " NO INHERIT")}${notValid(world)}`;
}

function unique(world: World, table: Columns): string | undefined {
  const columns = someColumns(world, table, 2);
  if (columns === undefined) return undefined;
  const { random } = world;
  const nulls = world.major >= 15 ? random.maybe(8, " NULLS NOT DISTINCT") : "";
  return `UNIQUE${nulls} ${columns}${random.maybe(8, include(world, table))}${random.maybe(6, " DEFERRABLE")}`;
}

function primaryKey(world: World, table: Columns): string | undefined {
  const columns = someColumns(world, table, 2);
  return columns === undefined ? undefined : `PRIMARY KEY ${columns}`;
}

function foreignKey(world: World, table: Columns): string | undefined {
  const other = tableWithKey(world);
  if (other === undefined) return undefined;
  const key = world.random.pick(keysOf(other));
  const wanted = (key?.columns ?? [0]).map((number) =>
    other.columns.find((column) => column.number === number),
  );
  const own = wanted.map((column) => ownFor(world, table, column));
  if (own.some((name) => name === undefined)) return undefined;
  const names = wanted.map((column) => quoted(column?.name ?? "a"));
  const referenced = key !== undefined && world.random.chance(70) ? ` ${listed(names)}` : "";
  return `FOREIGN KEY ${listed(own.map((name) => name ?? "a"))} REFERENCES ${world.name(other)}${referenced}${referenceOptions(world)}${notValid(world)}`;
}

/** A column of the same type, so that most foreign keys can be made. */
function ownFor(world: World, table: Columns, wanted: Column | undefined): string | undefined {
  const fitting = table.columns.filter((column) => column.type.id === wanted?.type.id);
  const column = world.random.pick(
    fitting.length > 0 ? fitting : world.random.chance(10) ? table.columns : [],
  );
  return column === undefined ? undefined : quoted(column.name);
}

function exclusion(world: World, table: Columns): string | undefined {
  const column = world.column(table);
  return column === undefined ? undefined : `EXCLUDE USING btree (${quoted(column.name)} WITH =)`;
}

function notNull(world: World, table: Columns): string | undefined {
  const column = world.column(table);
  if (column === undefined || (world.major < 18 && !world.random.chance(10))) return undefined;
  return `NOT NULL ${quoted(column.name)}${world.random.maybe(20, " NO INHERIT")}${notValid(world)}`;
}

function notValid(world: World): string {
  if (world.major >= 18 && world.random.chance(6)) return " NOT ENFORCED";
  return world.random.maybe(20, " NOT VALID");
}

function include(world: World, table: Columns): string {
  return ` INCLUDE ${someColumns(world, table, 1) ?? "(a)"}`;
}

export function someColumns(world: World, table: Columns, most: number): string | undefined {
  const columns = world.random.some(table.columns, most);
  return columns.length === 0 ? undefined : listed(columns.map(({ name }) => quoted(name)));
}

/** Weighted makers of ADD CONSTRAINT for one table. */
export function addConstraint(table: Table): Weighted {
  return [
    8,
    (world) => {
      const constraint = tableConstraint(world, table);
      return constraint === undefined ? undefined : `ADD ${constraint}`;
    },
  ];
}
