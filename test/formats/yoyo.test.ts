import { expect, it } from "vitest";
import { yoyo } from "../../server/src/formats/yoyo.ts";
import { inOrder } from "../../server/src/formats/yoyoDirectives.ts";
import { memoryTree } from "./trees.ts";

const order = (depends: Readonly<Record<string, readonly string[]>>) =>
  inOrder(Object.keys(depends).sort(), new Map(Object.entries(depends))).order.join(" ");

/* As topologicalsort.py of yoyo 8.2 gives it. */
it("goes by name, each as soon as all that it depends on is out", () => {
  expect(order({ a: [], b: [], c: [] })).toBe("a b c");
  expect(order({ a: ["z"], b: [], c: [], z: [] })).toBe("b c z a");
  expect(order({ a: ["b"], b: [], c: [] })).toBe("b a c");
  expect(order({ a: ["c"], b: ["c"], c: [], d: [] })).toBe("c a b d");
  expect(order({ a: ["b"], b: ["a"], c: [] })).toBe("c a b");
});

it("orders a long chain that runs against the names in no time to speak of", () => {
  const ids = Array.from({ length: 10_000 }, (_none, index) => String(index).padStart(5, "0"));
  const depends = new Map(ids.map((id, index) => [id, index + 1 < ids.length ? [ids[index + 1] ?? ""] : []]));
  expect(inOrder(ids, depends).order.at(-1)).toBe("00000");
});

it("reads directives in the comments that a file begins with, and nowhere else", () => {
  const modes = (text: string) =>
    yoyo.read(memoryTree({ "1.sql": text })).migrations[0]?.sections.map((each) => each.transaction);
  expect(modes("-- why\n-- transactional: false\nA;")).toEqual(["autocommit"]);
  expect(modes("--transactional:False\r\nA;")).toEqual(["autocommit"]);
  expect(modes("A;\n-- transactional: false\n")).toEqual(["single"]);
});

it("leaves Python to yoyo, and says so", () => {
  const { migrations, problems } = yoyo.read(
    memoryTree({ "1.a.sql": "A;", "2.b.py": "", "3.rollback.sql": "B;" }),
  );
  expect(migrations.map(({ version }) => version)).toEqual(["1.a"]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["down-without-up", "3.rollback.sql"],
    ["not-sql", "2.b.py"],
  ]);
});
