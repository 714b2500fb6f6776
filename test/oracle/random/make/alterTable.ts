import type { Table } from "../../../../server/src/catalog/relations.ts";
import { quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";
import { columnCommands } from "./alterColumn.ts";
import { addConstraint } from "./constraints.ts";
import { partitionBound } from "./partitions.ts";
import { targetTable } from "./tables.ts";

/** ALTER TABLE with one to three subcommands, and the forms that stand alone. */
export const alterTableMakers: readonly Weighted[] = [
  [40, (world) => alterTable(world)],
  [3, (world) => attach(world)],
  [2, (world) => detach(world)],
];

function alterTable(world: World): string | undefined {
  const { random } = world;
  const table = world.table();
  if (table === undefined) return undefined;
  const count = random.chance(70) ? 1 : random.int(2, 3);
  const makers = commandsOf(table);
  const commands = Array.from({ length: count }, () => world.make(makers)).filter((one) => one !== undefined);
  if (commands.length === 0) return undefined;
  return `ALTER TABLE ${random.maybe(6, "IF EXISTS ")}${targetTable(world, table)} ${commands.join(", ")}`;
}

function commandsOf(table: Table): readonly Weighted[] {
  return [
    ...columnCommands(table),
    addConstraint(table),
    ...constraintCommands(table),
    ...switches(table),
    ...properties(table),
  ];
}

function constraintCommands(table: Table): readonly Weighted[] {
  const named = (world: World): string | undefined => {
    const constraint = world.random.pick(table.constraints);
    if (constraint === undefined) return world.random.maybe(5, "nothere") || undefined;
    return quoted(constraint.name);
  };
  const onNamed = (command: (name: string, world: World) => string) => (world: World) => {
    const name = named(world);
    return name === undefined ? undefined : command(name, world);
  };
  return [
    [
      5,
      onNamed(
        (name, { random }) =>
          `DROP CONSTRAINT ${random.maybe(15, "IF EXISTS ")}${name}${random.maybe(20, " CASCADE")}`,
      ),
    ],
    [3, (world) => validate(world, table)],
    [
      2,
      onNamed((name, { random, major }) => {
        const plain = random.of("DEFERRABLE", "NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED");
        return `ALTER CONSTRAINT ${name} ${major >= 18 ? random.of(plain, "NOT ENFORCED", "ENFORCED", "NO INHERIT", "INHERIT") : plain}`;
      }),
    ],
    [2, (world) => usingIndex(world, table)],
  ];
}

function validate({ random }: World, table: Table): string | undefined {
  const open = table.constraints.filter(({ valid }) => !valid);
  const constraint = random.pick(random.chance(85) && open.length > 0 ? open : table.constraints);
  return constraint === undefined ? undefined : `VALIDATE CONSTRAINT ${quoted(constraint.name)}`;
}

function usingIndex(world: World, table: Table): string | undefined {
  const unique = world
    .indexesOf(table)
    .filter(({ unique, constraint }) => unique && constraint === undefined);
  const index = world.random.pick(
    unique.length > 0 ? unique : world.random.chance(10) ? world.indexesOf(table) : [],
  );
  if (index === undefined) return undefined;
  return `ADD ${world.random.maybe(40, `CONSTRAINT ${world.fresh("con")} `)}${world.random.of("UNIQUE", "PRIMARY KEY")} USING INDEX ${quoted(index.name)}`;
}

function switches(table: Table): readonly Weighted[] {
  return [
    [
      2,
      ({ random }) => {
        const trigger = random.pick(table.triggers);
        const name =
          trigger === undefined || random.chance(25) ? random.of("ALL", "USER") : quoted(trigger.name);
        const how = /ALL|USER/.test(name)
          ? random.of("ENABLE", "DISABLE")
          : random.of("ENABLE", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA");
        return `${how} TRIGGER ${name}`;
      },
    ],
    [
      1,
      ({ random }) => {
        const rule = random.pick(table.rules);
        return rule === undefined
          ? undefined
          : `${random.of("ENABLE", "DISABLE", "ENABLE ALWAYS")} RULE ${quoted(rule.name)}`;
      },
    ],
    [1, ({ random }) => `${random.of("ENABLE", "DISABLE", "FORCE", "NO FORCE")} ROW LEVEL SECURITY`],
    [
      1,
      (world) => {
        const index = world.random.pick(world.indexesOf(table));
        return index === undefined ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${quoted(index.name)}`;
      },
    ],
    [
      2,
      (world) => {
        const index = world.random.pick(world.indexesOf(table));
        const using = index === undefined ? "DEFAULT" : `USING INDEX ${quoted(index.name)}`;
        return `REPLICA IDENTITY ${world.random.of("FULL", "NOTHING", "DEFAULT", using, using)}`;
      },
    ],
  ];
}

function properties(table: Table): readonly Weighted[] {
  return [
    [
      2,
      ({ random }) =>
        `SET (${random.of("fillfactor = 80", "autovacuum_enabled = false", "parallel_workers = 2", "user_catalog_table = true", "toast_tuple_target = 4000")})`,
    ],
    [1, ({ random }) => `RESET (${random.of("fillfactor", "autovacuum_enabled")})`],
    [1, ({ random }) => random.of("SET LOGGED", "SET UNLOGGED")],
    [1, ({ major, random }) => (major >= 15 || random.chance(20) ? "SET ACCESS METHOD heap" : undefined)],
    [1, () => "SET TABLESPACE pg_default"],
    [1, ({ random }) => `OWNER TO ${random.of("CURRENT_USER", "lockkeeper_oracle")}`],
    [2, (world) => inherit(world, table)],
    [1, (world) => ofType(world, table)],
  ];
}

function inherit(world: World, table: Table): string | undefined {
  const parents = table.parents.flatMap((id) => world.catalog.get("relation", id) ?? []);
  const parent = world.random.pick(world.random.chance(50) ? parents : world.tables("table"));
  if (parent === undefined) return undefined;
  return `${parents.includes(parent) ? "NO " : ""}INHERIT ${world.name(parent)}`;
}

function ofType(world: World, table: Table): string | undefined {
  if (table.ofType !== undefined) return "NOT OF";
  const type = world.random.pick(world.types("composite"));
  return type === undefined ? undefined : `OF ${world.name(type)}`;
}

function attach(world: World): string | undefined {
  const { random } = world;
  const parent = random.pick(world.tables("partitioned-table"));
  if (parent === undefined) return undefined;
  const names = parent.columns.map(({ name }) => name).join();
  const fitting = world
    .tables()
    .filter(
      (table) =>
        table !== parent &&
        table.bound === undefined &&
        table.columns.map(({ name }) => name).join() === names,
    );
  const table = random.pick(fitting.length > 0 && random.chance(85) ? fitting : world.tables());
  if (table === undefined) return undefined;
  return `ALTER TABLE ${world.target(parent)} ATTACH PARTITION ${world.name(table)} ${partitionBound(world, parent)}`;
}

function detach(world: World): string | undefined {
  const { random } = world;
  const parent = random.pick(world.tables("partitioned-table"));
  const part =
    parent === undefined ? undefined : world.catalog.get("relation", random.pick(parent.children) ?? "");
  if (parent === undefined || part === undefined) return undefined;
  return `ALTER TABLE ${world.target(parent)} DETACH PARTITION ${world.name(part)}${random.maybe(15, world.inTransaction ? " CONCURRENTLY" : " FINALIZE")}`;
}
