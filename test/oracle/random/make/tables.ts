import type { Table } from "../../../../server/src/catalog/relations.ts";
import { builtin } from "../types.ts";
import { listed } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { columnDefinition, newColumn, plainColumn, someColumnName } from "./columns.ts";
import type { NewColumn } from "./columns.ts";
import { tableConstraint } from "./constraints.ts";
import { partitionBound, partitionBy } from "./partitions.ts";
import { selectOf } from "./queries.ts";

/** CREATE TABLE in all its forms. */
export const tableMakers: readonly Weighted[] = [
  [10, (world) => createTable(world)],
  [4, (world) => partitioned(world)],
  [7, (world) => partition(world)],
  [3, (world) => child(world)],
  [2, (world) => like(world)],
  [2, (world) => asQuery(world)],
  [1, (world) => ofType(world)],
];

function head(world: World): string {
  const { random } = world;
  const kind = random.chance(4) ? random.of("UNLOGGED ", "TEMP ") : "";
  const name = kind === "TEMP " ? world.fresh("t") : world.freshQualified("t");
  return `CREATE ${kind}TABLE ${random.maybe(8, "IF NOT EXISTS ")}${name}`;
}

function createTable(world: World): string {
  const { random } = world;
  const columns = columnsToBe(world).map((name) => newColumn(world, name));
  const type = random.of("int", "bigint", "bigint GENERATED ALWAYS AS IDENTITY", "serial");
  const id = plainColumn("id", `id ${random.chance(70) ? `${type} PRIMARY KEY` : "int"}`, builtin("int"));
  return `${head(world)} ${elements(world, [id, ...columns], 25)}${random.maybe(4, " WITH (fillfactor = 70)")}`;
}

/** The columns and, in some of a hundred cases, a constraint on them. */
function elements(
  world: World,
  columns: readonly NewColumn[],
  percent: number,
  more: readonly string[] = [],
): string {
  const table = { columns: columns.map(({ column }) => column) };
  const constraint = world.random.chance(percent) ? [tableConstraint(world, table) ?? "CHECK (id > 0)"] : [];
  return listed([...columns.map(({ definition }) => definition), ...constraint, ...more]);
}

function columnsToBe(world: World): readonly string[] {
  const names = Array.from({ length: world.random.int(1, 5) }, () => someColumnName(world.random));
  return [...new Set(names)].filter((name) => name !== "id");
}

function partitioned(world: World): string {
  const names = columnsToBe(world).filter((name) => name !== "kind");
  const columns = [
    plainColumn("id", "id int NOT NULL", builtin("int")),
    plainColumn("kind", "kind text", builtin("text")),
    ...names.map((name) => newColumn(world, name, true)),
  ];
  const { clause, key } = partitionBy(world, ["id"], ["kind"]);
  const primary = world.random.chance(40) && key !== undefined ? [`PRIMARY KEY ${listed(key)}`] : [];
  return `${head(world).replace(/TEMP |UNLOGGED /, "")} ${elements(world, columns, 10, primary)} ${clause}`;
}

function partition(world: World): string | undefined {
  const { random } = world;
  const parent = random.pick(world.tables("partitioned-table"));
  if (parent === undefined) return undefined;
  const names = parent.columns.map(({ name }) => name);
  const again = random.chance(20)
    ? ` ${partitionBy(world, names.includes("id") ? ["id"] : [], names.includes("kind") ? ["kind"] : []).clause}`
    : "";
  const extra = random.chance(12) ? ` (${tableConstraint(world, parent) ?? "CHECK (true)"})` : "";
  return `CREATE TABLE ${world.freshQualified("p")} PARTITION OF ${world.target(parent)}${extra} ${partitionBound(world, parent)}${again}`;
}

function child(world: World): string | undefined {
  const parents = world.random.some(world.tables("table"), world.random.chance(15) ? 2 : 1);
  if (parents.length === 0) return undefined;
  const names = columnsToBe(world);
  const columns = world.random.chance(60) ? names.map((name) => newColumn(world, name)) : [];
  return `${head(world)} ${columns.length === 0 ? "()" : elements(world, columns, 15)} INHERITS ${listed(parents.map((parent) => world.target(parent)))}`;
}

function like(world: World): string | undefined {
  const source = world.table();
  if (source === undefined) return undefined;
  const options = world.random.some(
    ["ALL", "DEFAULTS", "CONSTRAINTS", "INDEXES", "IDENTITY", "GENERATED", "STATISTICS", "COMMENTS"],
    2,
  );
  const including = world.random.chance(70) ? options.map((option) => ` INCLUDING ${option}`).join("") : "";
  const extra = world.random.chance(25) ? [columnDefinition(world, "extra")] : [];
  return `${head(world)} ${listed([`LIKE ${world.target(source)}${including}`, ...extra])}`;
}

function asQuery(world: World): string | undefined {
  const query = selectOf(world);
  return query === undefined
    ? undefined
    : `${head(world)} AS ${query}${world.random.maybe(20, " WITH NO DATA")}`;
}

function ofType(world: World): string | undefined {
  const type = world.random.pick(world.types("composite"));
  return type === undefined ? undefined : `${head(world)} OF ${world.name(type)}`;
}

/** `ONLY`, `*` or nothing, before or after a table's name. */
export function targetTable(world: World, table: Table): string {
  return `${world.random.maybe(8, "ONLY ")}${world.target(table)}`;
}
