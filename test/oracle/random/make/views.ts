import type { Weighted, World } from "../world.ts";
import { quoted } from "../world.ts";
import { selectOf } from "./queries.ts";

/** Views and materialized views. */
export const viewMakers: readonly Weighted[] = [
  [6, (world) => createView(world)],
  [3, (world) => createMaterialized(world)],
  [2, (world) => replaceView(world)],
  [2, (world) => refresh(world)],
  [1, (world) => alterView(world)],
];

function createView(world: World): string | undefined {
  const query = selectOf(world);
  return query === undefined ? undefined : `CREATE VIEW ${world.freshQualified("v")} AS ${query}`;
}

function createMaterialized(world: World): string | undefined {
  const query = selectOf(world);
  if (query === undefined) return undefined;
  return `CREATE MATERIALIZED VIEW ${world.freshQualified("mv")} AS ${query}${world.random.maybe(15, " WITH NO DATA")}`;
}

function replaceView(world: World): string | undefined {
  const view = world.random.pick(world.views("view"));
  const query = selectOf(world);
  // A view over itself can be made, but nobody can read it.
  return view === undefined || query === undefined || query.includes(quoted(view.name))
    ? undefined
    : `CREATE OR REPLACE VIEW ${world.target(view)} AS ${query}`;
}

function refresh(world: World): string | undefined {
  const view = world.random.pick(world.views(world.random.chance(95) ? "materialized-view" : undefined));
  if (view === undefined) return undefined;
  const { random } = world;
  return `REFRESH MATERIALIZED VIEW ${random.maybe(15, "CONCURRENTLY ")}${world.target(view)}${random.maybe(10, " WITH NO DATA")}`;
}

function alterView(world: World): string | undefined {
  const { random } = world;
  const view = random.pick(world.views());
  if (view === undefined) return undefined;
  const kind = view.kind === "view" ? "VIEW" : "MATERIALIZED VIEW";
  const column = quoted(world.column(view)?.name ?? "a");
  const what =
    view.kind === "view"
      ? random.of(
          "SET (security_barrier = true)",
          `ALTER COLUMN ${column} SET DEFAULT NULL`,
          "OWNER TO lockkeeper_oracle",
          "RESET (security_barrier)",
        )
      : random.of(
          "SET (fillfactor = 80)",
          `ALTER COLUMN ${column} SET STATISTICS 10`,
          "OWNER TO lockkeeper_oracle",
          "SET WITHOUT CLUSTER",
        );
  return `ALTER ${kind} ${random.maybe(8, "IF EXISTS ")}${world.target(view)} ${what}`;
}
