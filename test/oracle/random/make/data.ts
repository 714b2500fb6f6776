import type { Column, Table } from "../../../../server/src/catalog/relations.ts";
import { familyOf, predicateOf } from "../types.ts";
import { listed, quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { readable, selectOf } from "./queries.ts";

/** Statements on rows. */
export const dataMakers: readonly Weighted[] = [
  [8, (world) => insert(world)],
  [3, (world) => update(world)],
  [3, (world) => remove(world)],
  [2, (world) => select(world)],
  [1, (world) => insertSelect(world)],
  [1, (world) => merge(world)],
];

/** Twenty rows or so, all columns given that may be. */
export function insert(world: World): string | undefined {
  const table = world.table();
  const columns = (table?.columns ?? []).filter(isGiven);
  if (table === undefined || columns.length === 0) return undefined;
  const values = columns.map((column) => valueOf(world, column));
  const count = world.random.of(1, 20, 20);
  return `INSERT INTO ${world.target(table)} ${listed(columns.map(({ name }) => quoted(name)))} SELECT ${values.join(", ")} FROM generate_series(1, ${count}) g${world.random.maybe(8, " ON CONFLICT DO NOTHING")}${world.random.maybe(6, " RETURNING *")}`;
}

function isGiven({ generated, identity }: Column): boolean {
  return generated === undefined && identity?.always !== true;
}

function valueOf(world: World, column: Column): string {
  const { value } = familyOf(world, column.type);
  return value;
}

function update(world: World): string | undefined {
  const { random } = world;
  const table = random.chance(90) ? world.table() : random.pick(world.views("view"));
  const column = random.pick((table?.columns ?? []).filter(isGiven));
  if (table === undefined || column === undefined) return undefined;
  const value = random.of(
    quoted(column.name),
    "DEFAULT",
    random.pick(familyOf(world, column.type).constants) ?? "NULL",
  );
  const other = random.chance(12) ? readable(world) : undefined;
  const from = other === undefined ? "" : ` FROM ${world.name(other)} o`;
  return `UPDATE ${random.maybe(5, "ONLY ")}${world.target(table)} z SET ${quoted(column.name)} = ${value === quoted(column.name) ? `z.${value}` : value}${from}${where(world, table, "z")}`;
}

function remove(world: World): string | undefined {
  const { random } = world;
  const table = random.chance(90) ? world.table() : random.pick(world.views("view"));
  if (table === undefined) return undefined;
  const other = random.chance(10) ? readable(world) : undefined;
  return `DELETE FROM ${random.maybe(5, "ONLY ")}${world.target(table)} z${other === undefined ? "" : ` USING ${world.name(other)} o`}${where(world, table, "z")}`;
}

function where(world: World, table: Pick<Table, "columns">, alias: string): string {
  const column = world.random.chance(60) ? world.column(table) : undefined;
  if (column === undefined) return "";
  const predicate = world.random.chance(50) ? predicateOf(world, column) : `${quoted(column.name)} IS NULL`;
  return ` WHERE ${predicate.replaceAll(new RegExp(`(?<![\\w"'])${quoted(column.name)}(?![\\w"'])`, "g"), `${alias}.${quoted(column.name)}`)}`;
}

function select(world: World): string | undefined {
  const query = selectOf(world);
  return query === undefined
    ? undefined
    : `${query}${world.random.maybe(15, world.random.of(" FOR UPDATE", " FOR SHARE", " FOR KEY SHARE"))}`;
}

function insertSelect(world: World): string | undefined {
  const table = world.table();
  const source = readable(world);
  const column = table === undefined ? undefined : world.column(table);
  const fitting = source?.columns.filter(({ type }) => type.id === column?.type.id) ?? [];
  const from = world.random.pick(
    fitting.length > 0 || world.random.chance(80) ? fitting : (source?.columns ?? []),
  );
  if (table === undefined || source === undefined || column === undefined || from === undefined)
    return undefined;
  return `INSERT INTO ${world.target(table)} (${quoted(column.name)}) SELECT ${quoted(from.name)} FROM ${world.name(source)} LIMIT 3`;
}

function merge(world: World): string | undefined {
  const table = world.table();
  const source = readable(world);
  const column = table === undefined ? undefined : world.column(table);
  if (table === undefined || source === undefined || column === undefined) return undefined;
  if (world.major < 15 && world.random.chance(80)) return undefined;
  return `MERGE INTO ${world.target(table)} z USING ${world.name(source)} s ON z.${quoted(column.name)} IS NULL WHEN MATCHED THEN ${world.random.of("DELETE", "DO NOTHING", `UPDATE SET ${quoted(column.name)} = DEFAULT`)}`;
}
