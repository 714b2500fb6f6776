import { expect, it } from "vitest";
import { jsonPieces, Later, Written } from "../../server/src/report/jsonPieces.ts";

function whole(value: unknown): string {
  return [...jsonPieces(value)].join("");
}

function written(items: readonly unknown[]): Written<unknown> {
  return new Written(() => items);
}

it.each([
  ["a list", (list: (items: readonly unknown[]) => unknown) => list([1, "two\nlines", { three: [3] }])],
  ["an empty list", (list: (items: readonly unknown[]) => unknown) => list([])],
  [
    "lists in records in lists",
    (list: (items: readonly unknown[]) => unknown) => ({
      version: 1,
      none: undefined,
      nothing: null,
      migrations: list([
        {
          path: 'a "quoted"\\path',
          statements: list([{ sql: "SELECT 1;\r\n  \u2028", effects: {} }]),
          problems: [],
        },
        { path: "b", statements: list([]), hazards: [[], {}, [{}]] },
        { path: "c" },
      ]),
      summary: { deep: { deeper: [1, 2] } },
    }),
  ],
])("writes %s in pieces as JSON.stringify does as a whole", (_what, make) => {
  expect(whole(make(written))).toBe(
    JSON.stringify(
      make((items) => items),
      undefined,
      2,
    ),
  );
});

it("makes an item when it is written, not before", () => {
  const made: number[] = [];
  const list = new Written(function* () {
    for (const item of [1, 2, 3]) {
      made.push(item);
      yield item;
    }
  });
  const pieces = jsonPieces({ list });
  for (const piece of pieces) if (piece.trim() === "1") break;
  expect(made).toEqual([1]);
});

it("makes a later value after all that is written before it", () => {
  let count = 0;
  const list = new Written(function* () {
    for (const item of [1, 2, 3]) {
      count++;
      yield item;
    }
  });
  const text = whole({ list, summary: new Later(() => ({ count })), none: new Later(() => null) });
  expect(text).toBe(JSON.stringify({ list: [1, 2, 3], summary: { count: 3 }, none: null }, undefined, 2));
});
