import type { Table, View } from "../../../../server/src/catalog/relations.ts";
import { expressionOf, predicateOf } from "../types.ts";
import { quoted } from "../world.ts";
import type { World } from "../world.ts";

/** What can be read: tables and views. */
export function readable(world: World): Table | View | undefined {
  return world.random.pick([...world.tables(), ...world.views()].filter(({ columns }) => columns.length > 0));
}

/** A query over one or two relations. */
export function selectOf(world: World): string | undefined {
  const { random } = world;
  const from = readable(world);
  if (from === undefined) return undefined;
  const columns = random.some(from.columns, 3);
  const list = columns.map((column, at) =>
    random.chance(20) ? `${expressionOf(world, column)} AS x${at}` : quoted(column.name),
  );
  const [first] = columns;
  const where = random.chance(35) && first !== undefined ? ` WHERE ${predicateOf(world, first)}` : "";
  const name = `${random.maybe(5, "ONLY ")}${world.target(from)}`;
  if (random.chance(10)) return `SELECT count(*) AS n FROM ${name}${where}`;
  if (random.chance(6)) return `SELECT * FROM ${name}${where}`;
  if (random.chance(15)) return joined(world, from) ?? `SELECT ${list.join(", ")} FROM ${name}`;
  return `SELECT ${list.join(", ")} FROM ${name}${where}${random.maybe(10, " LIMIT 10")}`;
}

function joined(world: World, one: Table | View): string | undefined {
  const other = readable(world);
  const left = world.column(one);
  const right = other === undefined ? undefined : world.column(other);
  if (other === undefined || left === undefined || right === undefined) return undefined;
  const join = world.random.of("JOIN", "LEFT JOIN");
  return (
    `SELECT x.${quoted(left.name)} AS one, y.${quoted(right.name)} AS two FROM ${world.name(one)} x ` +
    `${join} ${world.name(other)} y ON x.${quoted(left.name)} IS NOT NULL`
  );
}
