import { defaultOf, familyOf, someType } from "../types.ts";
import { quoted } from "../world.ts";
import type { Weighted, World } from "../world.ts";

/** Enums, domains, composite types and ranges. */
export const typeMakers: readonly Weighted[] = [
  [2, (world) => `CREATE TYPE ${world.freshQualified("e")} AS ENUM ('x', 'y', 'z')`],
  [2, (world) => createDomain(world)],
  [2, (world) => createComposite(world)],
  [
    1,
    (world) =>
      `CREATE TYPE ${world.freshQualified("r")} AS RANGE (subtype = ${world.random.of("int8", "numeric", "date")})`,
  ],
  [2, (world) => alterEnum(world)],
  [3, (world) => alterDomain(world)],
  [2, (world) => alterComposite(world)],
];

function createDomain(world: World): string {
  const { random } = world;
  const [base, check] = random.of(
    ["int", "VALUE > 0"],
    ["text", "VALUE <> ''"],
    ["varchar(30)", "length(VALUE) > 0"],
    ["numeric(10,2)", "VALUE >= 0"],
  );
  return `CREATE DOMAIN ${world.freshQualified("dm")} AS ${base}${random.maybe(15, " DEFAULT NULL")}${random.maybe(10, " NOT NULL")}${random.maybe(50, ` CHECK (${check})`)}`;
}

function createComposite(world: World): string {
  const attributes = ["f1 int", "f2 text", `f3 ${someType(world).written}`].slice(0, world.random.int(1, 3));
  return `CREATE TYPE ${world.freshQualified("cp")} AS (${attributes.join(", ")})`;
}

function alterEnum(world: World): string | undefined {
  const { random } = world;
  const type = random.pick(world.types("enum"));
  if (type?.kind !== "enum") return undefined;
  const value = random.pick(type.values) ?? "x";
  const fresh = `n${random.int(1, 9)}`;
  return `ALTER TYPE ${world.name(type)} ${random.of(
    `ADD VALUE '${fresh}'`,
    `ADD VALUE IF NOT EXISTS '${value}'`,
    `ADD VALUE '${fresh}' BEFORE '${value}'`,
    `RENAME VALUE '${value}' TO '${fresh}'`,
  )}`;
}

function alterDomain(world: World): string | undefined {
  const { random } = world;
  const type = random.pick(world.types("domain"));
  if (type?.kind !== "domain") return undefined;
  const family = familyOf(world, type.base);
  const check = (random.pick(family.predicates) ?? "c IS NOT NULL").replaceAll(/\bc\b/g, "VALUE");
  const constraint = quoted(random.pick(type.constraints)?.name ?? "nothere");
  return `ALTER DOMAIN ${world.name(type)} ${random.of(
    `SET DEFAULT ${defaultOf(world, family)}`,
    "DROP DEFAULT",
    "SET NOT NULL",
    "DROP NOT NULL",
    `ADD CONSTRAINT ${world.fresh("dc")} CHECK (${check})`,
    `ADD CONSTRAINT ${world.fresh("dc")} CHECK (${check}) NOT VALID`,
    `VALIDATE CONSTRAINT ${constraint}`,
    `DROP CONSTRAINT ${constraint}`,
    `RENAME CONSTRAINT ${constraint} TO ${world.fresh("dc")}`,
  )}`;
}

function alterComposite(world: World): string | undefined {
  const { random } = world;
  const type = random.pick(world.types("composite"));
  if (type?.kind !== "composite") return undefined;
  const relation = world.catalog.get("relation", type.relation);
  const names = relation?.kind === "composite-type" ? relation.columns.map(({ name }) => name) : [];
  const attribute = quoted(random.pick(names) ?? "f1");
  const cascade = random.maybe(40, " CASCADE");
  return `ALTER TYPE ${world.name(type)} ${random.of(
    `ADD ATTRIBUTE f${random.int(1, 9)} ${someType(world).written}${cascade}`,
    `DROP ATTRIBUTE ${random.maybe(20, "IF EXISTS ")}${attribute}${cascade}`,
    `ALTER ATTRIBUTE ${attribute} TYPE ${someType(world).written}${cascade}`,
    `RENAME ATTRIBUTE ${attribute} TO f${random.int(1, 9)}${cascade}`,
  )}`;
}
