import type { Table, View } from "../../../../server/src/catalog/relations.ts";
import { predicateOf } from "../types.ts";
import { listed, quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";

/** Functions, triggers, rules and policies. */
export const programMakers: readonly Weighted[] = [
  [2, (world) => createFunction(world)],
  [
    2,
    (world) =>
      `CREATE OR REPLACE FUNCTION ${world.freshQualified("tf")}() RETURNS trigger LANGUAGE plpgsql AS 'begin return ${world.random.of("new", "null")}; end'`,
  ],
  [4, (world) => createTrigger(world)],
  [1, (world) => createRule(world)],
  [2, (world) => createPolicy(world)],
  [1, (world) => alterPolicy(world)],
  [1, (world) => alterFunction(world)],
];

function createFunction(world: World): string {
  const { random } = world;
  const replace = random.maybe(30, "OR REPLACE ");
  const volatility = random.of("VOLATILE", "STABLE", "IMMUTABLE");
  const name = world.freshQualified("fn");
  if (random.chance(15))
    return `CREATE ${replace}PROCEDURE ${world.freshQualified("pr")}() LANGUAGE sql AS 'select 1'`;
  if (random.chance(25))
    return `CREATE ${replace}FUNCTION ${name}(a int) RETURNS int LANGUAGE sql ${volatility} AS 'select a + 1'`;
  const table = random.chance(10) ? world.table() : undefined;
  if (table !== undefined)
    return `CREATE ${replace}FUNCTION ${name}() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM ${world.name(table)}; END`;
  return random.chance(50)
    ? `CREATE ${replace}FUNCTION ${name}() RETURNS int LANGUAGE plpgsql ${volatility} AS 'begin return 1; end'`
    : `CREATE ${replace}FUNCTION ${name}() RETURNS int LANGUAGE sql ${volatility} AS 'select 1'`;
}

function createTrigger(world: World): string | undefined {
  const { random } = world;
  const target = triggerTarget(world);
  const routine = random.pick(world.routines().filter((one) => one.returnsTrigger || random.chance(3)));
  if (target === undefined || routine === undefined) return undefined;
  const { table, timing } = target;
  const events = random.some(
    ["INSERT", "UPDATE", "DELETE", ...(timing === "INSTEAD OF" ? [] : ["TRUNCATE"])],
    2,
  );
  const column = world.column(table);
  const written = events.map((event) =>
    event === "UPDATE" && column !== undefined && timing !== "INSTEAD OF" && random.chance(30)
      ? `UPDATE OF ${quoted(column.name)}`
      : event,
  );
  const row = timing === "INSTEAD OF" || (!events.includes("TRUNCATE") && random.chance(70));
  const update =
    events.length === 1 && events[0] === "UPDATE" && row && column !== undefined && timing !== "INSTEAD OF";
  const when = update && random.chance(30) ? ` WHEN (OLD.${quoted(column.name)} IS NOT NULL)` : "";
  const constraint =
    timing === "AFTER" && row && table.kind !== "partitioned-table" ? random.maybe(8, "CONSTRAINT ") : "";
  const transition =
    timing === "AFTER" && constraint === "" && !row && events.length === 1 && events[0] === "INSERT"
      ? random.maybe(15, " REFERENCING NEW TABLE AS added")
      : "";
  const replace = constraint === "" ? random.maybe(10, "OR REPLACE ") : "";
  return `CREATE ${replace}${constraint}TRIGGER ${world.fresh("tg")} ${timing} ${written.join(" OR ")} ON ${world.target(table)}${transition} FOR EACH ${row ? "ROW" : "STATEMENT"}${when} EXECUTE FUNCTION ${world.name(routine)}()`;
}

function triggerTarget(world: World): { readonly table: Table | View; readonly timing: string } | undefined {
  const { random } = world;
  const view = random.chance(10) ? random.pick(world.views("view")) : undefined;
  if (view !== undefined) return { table: view, timing: random.of("INSTEAD OF", "INSTEAD OF", "BEFORE") };
  const table = world.table();
  return table === undefined ? undefined : { table, timing: random.of("BEFORE", "AFTER") };
}

function createRule(world: World): string | undefined {
  const { random } = world;
  const table = random.chance(70) ? world.table() : random.pick(world.views("view"));
  if (table === undefined) return undefined;
  const action = random.of("DO ALSO NOTHING", "DO INSTEAD NOTHING");
  return `CREATE ${random.maybe(15, "OR REPLACE ")}RULE ${world.fresh("ru")} AS ON ${random.of("UPDATE", "DELETE", "INSERT")} TO ${world.target(table)} ${action}`;
}

function createPolicy(world: World): string | undefined {
  const table = world.table();
  const column = table === undefined ? undefined : world.column(table);
  if (table === undefined || column === undefined) return undefined;
  const command = world.random.maybe(30, ` FOR ${world.random.of("SELECT", "UPDATE", "DELETE", "ALL")}`);
  return `CREATE POLICY ${world.fresh("po")} ON ${world.target(table)}${command} USING ${listed([predicateOf(world, column)])}`;
}

function alterPolicy(world: World): string | undefined {
  const table = world.table(({ policies }) => policies.length > 0);
  const policy = world.random.pick(table?.policies ?? []);
  const column = table === undefined ? undefined : world.column(table);
  if (table === undefined || policy === undefined || column === undefined) return undefined;
  return `ALTER POLICY ${quoted(policy.name)} ON ${world.target(table)} ${world.random.of(`USING (${predicateOf(world, column)})`, "USING (true)", "TO PUBLIC")}`;
}

function alterFunction(world: World): string | undefined {
  const routine = world.random.pick(world.routines());
  if (routine === undefined) return undefined;
  return `ALTER ROUTINE ${world.name(routine)} ${world.random.of("SECURITY DEFINER", "OWNER TO lockkeeper_oracle", "SET search_path = public", "RESET ALL")}`;
}
