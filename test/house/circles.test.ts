import { describe, expect, it } from "vitest";
import { importsOf, sourcesIn } from "./sources.ts";

/*
 * Files that import each other in a circle can only be read together. These are the circles there are, by the folder
 * that most of their files are in, and how many files each has: they may shrink and go, not grow or come.
 */
const limits: Readonly<Record<string, number>> = {
  "server/src/interpret/drop": 3,
  "server/src/interpret/plpgsql": 3,
  "server/src/interpret/query": 3,
};

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(folder: string): Graph {
  const sources = sourcesIn(folder);
  const names = new Set(sources.map(({ name }) => name));
  return new Map(sources.map((one) => [one.name, importsOf(one).filter((imported) => names.has(imported))]));
}

/** The files of each circle (Tarjan's strongly connected components). */
function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    let low = own;
    order.set(file, own);
    open.push(file);
    for (const imported of graph.get(file) ?? []) {
      if (!order.has(imported)) low = Math.min(low, visit(imported));
      else if (open.includes(imported)) low = Math.min(low, order.get(imported) ?? low);
    }
    if (low === own) found.push(open.splice(open.indexOf(file)));
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found.filter(({ length }) => length > 1);
}

/** The folder that most files of a circle are in. */
function placeOf(circle: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const file of circle) {
    const folder = file.split("/").slice(0, -1).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1))[0]?.[0] ?? "";
}

describe("circles of imports", () => {
  it("are found", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["a", "d"]],
      ["d", []],
    ]);
    expect(circlesIn(graph).map((circle) => [...circle].sort())).toEqual([["a", "b", "c"]]);
  });

  it("are no more and no larger than they were", () => {
    const sizes = new Map<string, number>();
    for (const circle of [...circlesIn(graphOf("server/src")), ...circlesIn(graphOf("client/src"))])
      sizes.set(placeOf(circle), (sizes.get(placeOf(circle)) ?? 0) + circle.length);
    console.log([...sizes].map(([place, size]) => `${place}: ${size} files in a circle`).join("\n"));
    const grown = [...sizes].filter(([place, size]) => size > (limits[place] ?? 0));
    expect(grown.map(([place, size]) => `${place}: ${size} files, at most ${limits[place] ?? 0}`)).toEqual(
      [],
    );
  });
});
