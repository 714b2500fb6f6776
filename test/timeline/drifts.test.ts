import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Patch } from "../../server/src/catalog/collections.ts";
import { driftFrom, noteDrift } from "../../server/src/timeline/drifts.ts";

function isCallable(value: unknown): value is () => unknown {
  return typeof value === "function";
}

function withSchema(catalog: Catalog, name: string): Catalog {
  return catalog.apply([{ collection: "schema", key: name, value: { name } }]);
}

function added(...names: readonly string[]): Patch {
  return { schema: new Map(names.map((name) => [name, { name }])) };
}

describe("how the catalog at a place has changed", () => {
  it("is known from the version before", () => {
    const first = withSchema(Catalog.empty, "a");
    const second = withSchema(first, "b");
    const delta = added("b");
    noteDrift(first, second, delta);
    expect(driftFrom(first, second)).toBe(delta);
    expect(driftFrom(second, first)).toBeUndefined();
    expect(driftFrom(Catalog.empty, second)).toBeUndefined();
  });

  it("is known from the version that what follows stands on, however often it was left behind", () => {
    const base = withSchema(Catalog.empty, "a");
    let last = base;
    for (const name of ["b", "c", "d"]) {
      const next = withSchema(last, name);
      noteDrift(last, next, added(name));
      noteDrift(last, next, added(name));
      last = next;
    }
    const found = driftFrom(base, last);
    expect([...(found?.schema?.keys() ?? [])]).toEqual(["b", "c", "d"]);
    const next = withSchema(last, "e");
    noteDrift(last, next, added("e"));
    expect(driftFrom(base, next)).toBeUndefined();
    expect(driftFrom(last, next)).toEqual(added("e"));
  });

  it("is forgotten with older versions, so that a long session does not grow", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (!isCallable(collect)) throw new Error("There is no gc.");
    const { last, older } = typedManyTimes(20);
    await new Promise((resolve) => setTimeout(resolve, 0));
    collect();
    expect(older.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(2);
    expect(last.get("schema", "s19")).toBeDefined();
  });
});

function typedManyTimes(count: number): {
  readonly last: Catalog;
  readonly older: readonly WeakRef<Catalog>[];
} {
  const older: WeakRef<Catalog>[] = [];
  let last = withSchema(Catalog.empty, "start");
  for (let version = 0; version < count; version++) {
    const name = `s${String(version)}`;
    const next = withSchema(Catalog.empty, name);
    noteDrift(last, next, added(name));
    driftFrom(last, next);
    older.push(new WeakRef(last));
    last = next;
  }
  return { last, older };
}
