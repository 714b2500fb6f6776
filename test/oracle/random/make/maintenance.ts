import { quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";

/** TRUNCATE, CLUSTER, VACUUM, ANALYZE, LOCK, and what a session sets. */
export const maintenanceMakers: readonly Weighted[] = [
  [3, (world) => truncate(world)],
  [2, (world) => cluster(world)],
  [2, (world) => vacuum(world)],
  [1, (world) => lock(world)],
  [1, (world) => setting(world)],
];

function truncate(world: World): string | undefined {
  const { random } = world;
  const tables = random.some(world.tables(), random.chance(15) ? 2 : 1);
  if (tables.length === 0) return undefined;
  return `TRUNCATE ${random.maybe(8, "ONLY ")}${tables.map((table) => world.target(table)).join(", ")}${random.maybe(15, " RESTART IDENTITY")}${random.maybe(40, " CASCADE")}`;
}

function cluster(world: World): string | undefined {
  const { random } = world;
  const table = random.pick([...world.tables(), ...world.views("materialized-view")]);
  if (table === undefined) return undefined;
  const index = random.pick(world.indexesOf(table));
  return index === undefined
    ? random.maybe(20, `CLUSTER ${world.name(table)}`) || undefined
    : `CLUSTER ${world.target(table)} USING ${quoted(index.name)}`;
}

function vacuum(world: World): string | undefined {
  const { random } = world;
  const table = random.pick([...world.tables(), ...world.views("materialized-view")]);
  if (table === undefined) return undefined;
  return `${random.of("ANALYZE", "ANALYZE", "VACUUM", "VACUUM FULL", "VACUUM ANALYZE")} ${world.target(table)}`;
}

function lock(world: World): string | undefined {
  const { random } = world;
  const table = random.pick([...world.tables(), ...world.views("view")]);
  // Outside of a transaction it is refused, but to be observed a statement is put in one.
  if (table === undefined || !world.inTransaction) return undefined;
  return `LOCK TABLE ${random.maybe(15, "ONLY ")}${world.target(table)}${random.maybe(70, ` IN ${random.of("ACCESS SHARE", "ROW EXCLUSIVE", "SHARE", "EXCLUSIVE")} MODE`)}`;
}

function setting(world: World): string {
  const { random } = world;
  return random.of(
    "SET search_path = public",
    "SET search_path = s2, public",
    "RESET search_path",
    "SET lock_timeout = '5s'",
    "SET timezone = 'UTC'",
    "SET timezone = 'Europe/Berlin'",
    "RESET timezone",
  );
}
