import { quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { someColumnName } from "./columns.ts";

/** RENAME and SET SCHEMA. */
export const renameMakers: readonly Weighted[] = [
  [3, (world) => renameRelation(world)],
  [3, (world) => renameColumn(world)],
  [2, (world) => renameConstraint(world)],
  [1, (world) => renameType(world)],
  [1, (world) => renameRoutine(world)],
  [1, (world) => renamePart(world)],
  [2, (world) => setSchema(world)],
];

const kindWords: Readonly<Record<string, string>> = {
  table: "TABLE",
  "partitioned-table": "TABLE",
  view: "VIEW",
  "materialized-view": "MATERIALIZED VIEW",
  sequence: "SEQUENCE",
  index: "INDEX",
  "partitioned-index": "INDEX",
};

function renameRelation(world: World): string | undefined {
  const relation = world.random.pick(world.relations());
  if (relation === undefined) return undefined;
  const word = world.random.chance(6)
    ? world.random.of("TABLE", "VIEW", "INDEX")
    : (kindWords[relation.kind] ?? "TABLE");
  return `ALTER ${word} ${world.random.maybe(8, "IF EXISTS ")}${world.target(relation)} RENAME TO ${world.fresh("n")}`;
}

function renameColumn(world: World): string | undefined {
  const relation = world.random.pick([...world.tables(), ...world.views()]);
  const column = relation === undefined ? undefined : world.column(relation);
  if (relation === undefined || column === undefined) return undefined;
  const only = world.random.maybe(4, "ONLY ");
  return `ALTER ${relation.kind === "view" ? "VIEW" : relation.kind === "materialized-view" ? "MATERIALIZED VIEW" : `TABLE`} ${relation.kind.includes("view") ? "" : only}${world.target(relation)} RENAME COLUMN ${world.columnName(column)} TO ${someColumnName(world.random)}`;
}

function renameConstraint(world: World): string | undefined {
  const table = world.table(({ constraints }) => constraints.length > 0);
  const constraint = world.random.pick(table?.constraints ?? []);
  if (table === undefined || constraint === undefined) return undefined;
  return `ALTER TABLE ${world.random.maybe(6, "ONLY ")}${world.target(table)} RENAME CONSTRAINT ${quoted(constraint.name)} TO ${world.fresh("con")}`;
}

function renameType(world: World): string | undefined {
  const type = world.random.pick(world.types());
  return type === undefined ? undefined : `ALTER TYPE ${world.name(type)} RENAME TO ${world.fresh("ty")}`;
}

function renameRoutine(world: World): string | undefined {
  const routine = world.random.pick(world.routines());
  return routine === undefined
    ? undefined
    : `ALTER ROUTINE ${world.name(routine)} RENAME TO ${world.fresh("fn")}`;
}

function renamePart(world: World): string | undefined {
  const table = world.table(
    ({ triggers, policies, rules }) => triggers.length + policies.length + rules.length > 0,
  );
  if (table === undefined) return undefined;
  const parts = [
    ...table.triggers.map(({ name }) => `TRIGGER ${quoted(name)}`),
    ...table.policies.map(({ name }) => `POLICY ${quoted(name)}`),
    ...table.rules.map(({ name }) => `RULE ${quoted(name)}`),
  ];
  const part = world.random.pick(parts);
  return part === undefined
    ? undefined
    : `ALTER ${part} ON ${world.target(table)} RENAME TO ${world.fresh("tg")}`;
}

function setSchema(world: World): string | undefined {
  const schema = quoted(world.random.pick(world.schemas()) ?? "public");
  const relation = world.random.pick(
    world.relations().filter(({ kind }) => !kind.includes("index") && kind !== "composite-type"),
  );
  const type = world.random.pick(world.types());
  const routine = world.random.pick(world.routines());
  if (type !== undefined && world.random.chance(15))
    return `ALTER TYPE ${world.name(type)} SET SCHEMA ${schema}`;
  if (routine !== undefined && world.random.chance(15))
    return `ALTER ROUTINE ${world.name(routine)} SET SCHEMA ${schema}`;
  if (relation === undefined) return undefined;
  return `ALTER ${kindWords[relation.kind] ?? "TABLE"} ${world.target(relation)} SET SCHEMA ${schema}`;
}
