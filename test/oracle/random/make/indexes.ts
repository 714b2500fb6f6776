import type { Table, View } from "../../../../server/src/catalog/relations.ts";
import { expressionOf, predicateOf } from "../types.ts";
import { listed, quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { someColumns } from "./constraints.ts";

/** CREATE, ALTER and REINDEX of indexes. */
export const indexMakers: readonly Weighted[] = [
  [8, (world) => createIndex(world)],
  [2, (world) => alterIndex(world)],
  [1, (world) => attachIndex(world)],
  [2, (world) => reindex(world)],
];

function createIndex(world: World): string | undefined {
  const { random } = world;
  const table = random.chance(90) ? world.table() : random.pick(world.views());
  if (table === undefined || table.columns.length === 0) return undefined;
  const concurrently = random.maybe(8, "CONCURRENTLY ");
  const named = random.maybe(60, `${random.maybe(8, "IF NOT EXISTS ")}${world.fresh("ix")} `);
  const only = table.kind === "partitioned-table" ? random.maybe(25, "ONLY ") : "";
  const method = random.maybe(12, ` USING ${random.of("btree", "hash", "gin", "gist", "brin")}`);
  const isHash = /hash|gin|gist/.test(method);
  const columns = random
    .some(table.columns, isHash ? 1 : 2)
    .map((column) => element(world, table, column.name, isHash));
  const tail = [
    isHash ? "" : random.maybe(8, ` INCLUDE ${someColumns(world, table, 1) ?? "(a)"}`),
    !isHash && world.major >= 15 ? random.maybe(4, " NULLS NOT DISTINCT") : "",
    random.maybe(5, " WITH (fillfactor = 70)"),
    random.chance(18) ? where(world, table) : "",
  ];
  return `CREATE ${isHash ? "" : random.maybe(25, "UNIQUE ")}INDEX ${concurrently}${named}ON ${only}${world.target(table)}${method} ${listed(columns)}${tail.join("")}`;
}

function element(world: World, table: Table | View, name: string, isPlain: boolean): string {
  const { random } = world;
  const column = table.columns.find((each) => each.name === name);
  if (column !== undefined && random.chance(20)) return `(${expressionOf(world, column)})`;
  return `${quoted(name)}${isPlain ? "" : random.maybe(10, random.of(" DESC", " DESC NULLS LAST", " ASC NULLS FIRST", ' COLLATE "C"'))}`;
}

function where(world: World, table: Table | View): string {
  const column = world.column(table);
  return column === undefined ? "" : ` WHERE ${predicateOf(world, column)}`;
}

function alterIndex(world: World): string | undefined {
  const { random } = world;
  const index = random.pick(world.indexes());
  if (index === undefined) return undefined;
  const what = random.of(
    "SET (fillfactor = 60)",
    "RESET (fillfactor)",
    "ALTER COLUMN 1 SET STATISTICS 50",
    "SET TABLESPACE pg_default",
  );
  return `ALTER INDEX ${random.maybe(8, "IF EXISTS ")}${world.target(index)} ${what}`;
}

function attachIndex(world: World): string | undefined {
  const parent = world.random.pick(world.indexes().filter(({ kind }) => kind === "partitioned-index"));
  const table = parent === undefined ? undefined : world.catalog.get("relation", parent.table);
  if (parent === undefined || table?.kind !== "partitioned-table") return undefined;
  const parts = world
    .indexes()
    .filter((index) => table.children.includes(index.table) && index.parent === undefined);
  const part = world.random.pick(parts);
  return part === undefined
    ? undefined
    : `ALTER INDEX ${world.name(parent)} ATTACH PARTITION ${world.name(part)}`;
}

function reindex(world: World): string | undefined {
  const { random } = world;
  const concurrently = random.maybe(12, "CONCURRENTLY ");
  const index = random.pick(world.indexes());
  const table = random.pick([...world.tables(), ...world.views("materialized-view")]);
  if (random.chance(50) && index !== undefined) return `REINDEX INDEX ${concurrently}${world.target(index)}`;
  return table === undefined ? undefined : `REINDEX TABLE ${concurrently}${world.target(table)}`;
}
