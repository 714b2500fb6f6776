import { listed, quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { predicateOf } from "../types.ts";
import { someColumns } from "./constraints.ts";

/** Sequences, statistics, publications, comments, privileges, schemas. */
export const objectMakers: readonly Weighted[] = [
  [2, (world) => createSequence(world)],
  [3, (world) => alterSequence(world)],
  [2, (world) => createStatistics(world)],
  [1, (world) => createPublication(world)],
  [1, (world) => alterPublication(world)],
  [3, (world) => comment(world)],
  [2, (world) => grant(world)],
  [
    1,
    (world) =>
      `CREATE SCHEMA ${world.random.maybe(20, "IF NOT EXISTS ")}${world.random.of("s2", "s3", "s4")}`,
  ],
];

function createSequence(world: World): string {
  const { random } = world;
  return `CREATE SEQUENCE ${random.maybe(10, "IF NOT EXISTS ")}${world.freshQualified("sq")}${random.maybe(20, " AS int")}${random.chance(15) ? ownedBy(world) : ""}`;
}

function ownedBy(world: World): string {
  const table = world.table();
  const column = table === undefined ? undefined : world.column(table);
  return table === undefined || column === undefined
    ? " OWNED BY NONE"
    : ` OWNED BY ${world.name(table)}.${quoted(column.name)}`;
}

function alterSequence(world: World): string | undefined {
  const { random } = world;
  const sequence = random.pick(world.sequences());
  if (sequence === undefined) return undefined;
  const what = random.of(
    "RESTART",
    "RESTART WITH 5",
    "INCREMENT BY 3",
    "AS bigint",
    "AS int",
    "OWNED BY NONE",
    "CACHE 5",
    "CYCLE",
    "OWNER TO lockkeeper_oracle",
    ownedBy(world).trim(),
  );
  return `ALTER SEQUENCE ${random.maybe(8, "IF EXISTS ")}${world.target(sequence)} ${what}`;
}

function createStatistics(world: World): string | undefined {
  const table = world.table(({ columns }) => columns.length > 1);
  if (table === undefined) return undefined;
  const columns = world.random.some(table.columns, 2);
  if (columns.length < 2 && world.random.chance(90)) return undefined;
  const kinds = world.random.maybe(50, ` (${world.random.of("dependencies", "ndistinct", "mcv")})`);
  return `CREATE STATISTICS ${world.freshQualified("st")}${kinds} ON ${columns.map(({ name }) => quoted(name)).join(", ")} FROM ${world.target(table)}`;
}

function createPublication(world: World): string {
  const { random } = world;
  const table = world.table();
  const target =
    table === undefined || random.chance(15) ? " FOR ALL TABLES" : ` FOR TABLE ${publicationTable(world)}`;
  return `CREATE PUBLICATION ${world.fresh("pub")}${random.maybe(85, target)}`;
}

function publicationTable(world: World): string {
  const { random } = world;
  const table = world.table();
  if (table === undefined) return "missing";
  const columns = world.major >= 15 && random.chance(12) ? ` ${someColumns(world, table, 2) ?? ""}` : "";
  const column = world.column(table);
  const where =
    world.major >= 15 && random.chance(12) && column !== undefined
      ? ` WHERE ${listed([predicateOf(world, column)])}`
      : "";
  return `${random.maybe(8, "ONLY ")}${world.target(table)}${columns}${where}`;
}

function alterPublication(world: World): string | undefined {
  const { random } = world;
  const name = random.pick(world.others("publication"));
  const table = world.table();
  if (name === undefined || table === undefined) return undefined;
  return `ALTER PUBLICATION ${quoted(name)} ${random.of(`ADD TABLE ${publicationTable(world)}`, `SET TABLE ${publicationTable(world)}`, `DROP TABLE ${world.name(table)}`, "SET (publish = 'insert')")}`;
}

function comment(world: World): string | undefined {
  const { random } = world;
  const table = world.table();
  if (table === undefined) return undefined;
  const name = world.target(table);
  const column = world.column(table);
  const index = random.pick(world.indexes());
  const constraint = random.pick(table.constraints);
  const view = random.pick(world.views("view"));
  const type = random.pick(world.types());
  const routine = random.pick(world.routines());
  const targets = [
    `TABLE ${name}`,
    ...(column === undefined ? [] : [`COLUMN ${name}.${quoted(column.name)}`]),
    ...(index === undefined ? [] : [`INDEX ${world.name(index)}`]),
    ...(constraint === undefined ? [] : [`CONSTRAINT ${quoted(constraint.name)} ON ${name}`]),
    ...(view === undefined ? [] : [`VIEW ${world.name(view)}`]),
    ...(type === undefined ? [] : [`TYPE ${world.name(type)}`]),
    ...(routine === undefined ? [] : [`ROUTINE ${world.name(routine)}`]),
  ];
  return `COMMENT ON ${random.pick(targets) ?? `TABLE ${name}`} IS ${random.of("'words'", "NULL")}`;
}

function grant(world: World): string | undefined {
  const { random } = world;
  const table = random.pick([...world.tables(), ...world.views()]);
  if (table === undefined) return undefined;
  const column = world.column(table);
  const sequence = random.pick(world.sequences());
  const what = random.of(
    `SELECT ON ${world.target(table)}`,
    `ALL ON TABLE ${world.target(table)}`,
    column === undefined
      ? `INSERT ON ${world.name(table)}`
      : `SELECT (${quoted(column.name)}) ON ${world.name(table)}`,
    sequence === undefined ? "USAGE ON SCHEMA public" : `USAGE ON SEQUENCE ${world.target(sequence)}`,
    "SELECT ON ALL TABLES IN SCHEMA public",
  );
  return random.chance(75) ? `GRANT ${what} TO lockkeeper_oracle` : `REVOKE ${what} FROM lockkeeper_oracle`;
}
