import type { Maker, Weighted, World } from "../world.ts";
import { quoted } from "../world.ts";

/** DROP of everything. */
export const dropMakers: readonly Weighted[] = [
  [
    5,
    (world) =>
      drop(
        world,
        "TABLE",
        world.tables().map((one) => world.target(one)),
      ),
  ],
  [5, (world) => dropIndex(world)],
  [
    3,
    (world) =>
      drop(
        world,
        "VIEW",
        world.views("view").map((one) => world.target(one)),
      ),
  ],
  [
    2,
    (world) =>
      drop(
        world,
        "MATERIALIZED VIEW",
        world.views("materialized-view").map((one) => world.target(one)),
      ),
  ],
  [
    2,
    (world) =>
      drop(
        world,
        "SEQUENCE",
        world.sequences().map((one) => world.target(one)),
      ),
  ],
  [
    2,
    (world) =>
      drop(
        world,
        "TYPE",
        world.types().map((one) => world.name(one)),
      ),
  ],
  [
    1,
    (world) =>
      drop(
        world,
        "DOMAIN",
        world.types("domain").map((one) => world.name(one)),
      ),
  ],
  [
    2,
    (world) =>
      drop(
        world,
        "ROUTINE",
        world.routines().map((one) => world.name(one)),
      ),
  ],
  [1, (world) => drop(world, "STATISTICS", world.others("statistics").map(dotted))],
  [1, (world) => drop(world, "PUBLICATION", world.others("publication").map(quoted))],
  [
    1,
    (world) =>
      drop(
        world,
        "SCHEMA",
        world.schemas().filter((name) => name !== "public"),
      ),
  ],
  [2, partMaker("TRIGGER", ({ triggers }) => triggers)],
  [1, partMaker("POLICY", ({ policies }) => policies)],
  [1, partMaker("RULE", ({ rules }) => rules)],
];

function drop({ random }: World, kind: string, names: readonly string[]): string | undefined {
  const chosen = random.some(names, random.chance(10) ? 2 : 1);
  if (chosen.length === 0) return undefined;
  return `DROP ${kind} ${random.maybe(15, "IF EXISTS ")}${chosen.join(", ")}${random.maybe(35, " CASCADE")}`;
}

function dropIndex(world: World): string | undefined {
  const { random } = world;
  const names = world.indexes().map((one) => world.target(one));
  if (!random.chance(12)) return drop(world, "INDEX", names);
  const name = random.pick(names);
  return name === undefined ? undefined : `DROP INDEX CONCURRENTLY ${random.maybe(20, "IF EXISTS ")}${name}`;
}

type Parts = Pick<ReturnType<World["tables"]>[number], "triggers" | "policies" | "rules">;

function partMaker(kind: string, parts: (table: Parts) => readonly { readonly name: string }[]): Maker {
  return (world) => {
    const table = world.table((one) => parts(one).length > 0);
    const part = table === undefined ? undefined : world.random.pick(parts(table));
    if (table === undefined || part === undefined) return undefined;
    return `DROP ${kind} ${world.random.maybe(20, "IF EXISTS ")}${quoted(part.name)} ON ${world.target(table)}${world.random.maybe(20, " CASCADE")}`;
  };
}

function dotted(name: string): string {
  return name.split(".").map(quoted).join(".");
}
