import type { Column, Table } from "../../../../server/src/catalog/relations.ts";
import { familyOf } from "../types.ts";
import { quoted } from "../world.ts";
import type { World } from "../world.ts";

/** PARTITION BY over some of these columns, and the columns that a key of the table must have. */
export function partitionBy(
  world: World,
  numbers: readonly string[],
  texts: readonly string[],
): { readonly clause: string; readonly key: readonly string[] | undefined } {
  const { random } = world;
  const number = random.pick(numbers);
  const text = random.pick(texts);
  if (text !== undefined && (number === undefined || random.chance(25)))
    return { clause: `PARTITION BY LIST (${text})`, key: [text] };
  if (number === undefined) return { clause: "PARTITION BY HASH (id)", key: ["id"] };
  if (random.chance(8)) return { clause: `PARTITION BY RANGE ((${number} % 1000))`, key: undefined };
  if (random.chance(8) && text !== undefined)
    return { clause: `PARTITION BY RANGE (${number}, ${text})`, key: [number, text] };
  return {
    clause: `PARTITION BY ${random.of("RANGE", "RANGE", "RANGE", "LIST", "HASH")} (${number})`,
    key: [number],
  };
}

/** A bound for a new partition: mostly one that fits the key, and mostly one that is still free. */
export function partitionBound(world: World, parent: Table): string {
  const { random } = world;
  const { strategy, parts } = parent.partitionKey ?? { strategy: "range", parts: [] };
  if (random.chance(12)) return "DEFAULT";
  const columns = parts.map((part) =>
    typeof part === "number" ? parent.columns.find(({ number }) => number === part) : undefined,
  );
  if (strategy === "hash")
    return `FOR VALUES WITH (modulus ${random.of(2, 2, 4)}, remainder ${random.int(0, 1)})`;
  if (strategy === "list") return `FOR VALUES IN (${listValues(world, columns[0])})`;
  const start = random.int(0, 9) * 100;
  const end = start + random.of(100, 100, 100, 200);
  const lower = [
    random.chance(4) ? "MINVALUE" : bound(world, columns[0], start),
    ...columns.slice(1).map(() => "MINVALUE"),
  ];
  const upper = [
    random.chance(4) ? "MAXVALUE" : bound(world, columns[0], end),
    ...columns.slice(1).map(() => "MINVALUE"),
  ];
  return `FOR VALUES FROM (${lower.join(", ")}) TO (${upper.join(", ")})`;
}

function listValues(world: World, column: Column | undefined): string {
  const count = world.random.int(1, 3);
  const values = Array.from({ length: count }, () => bound(world, column, world.random.int(1, 12)));
  return [...new Set(values)].join(", ") + world.random.maybe(5, ", NULL");
}

function bound(world: World, column: Column | undefined, number: number): string {
  if (column === undefined) return String(number);
  const { value } = familyOf(world, column.type);
  if (value === "g") return String(number);
  return value.startsWith("'t'") ? `'t${number}'` : "'2024-01-01'";
}

/** The columns of a partition key, for reading. */
export function partitionColumns(table: Table): readonly string[] {
  return (table.partitionKey?.parts ?? []).flatMap((part) => {
    const column = typeof part === "number" ? table.columns.find(({ number }) => number === part) : undefined;
    return column === undefined ? [] : [quoted(column.name)];
  });
}
