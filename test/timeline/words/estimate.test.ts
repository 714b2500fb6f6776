import { expect, it } from "vitest";
import type { WorkKind } from "../../../server/src/interpret/effects.ts";
import { estimate } from "../../../server/src/timeline/words/estimate.ts";

it.each<[WorkKind, number, string | undefined]>([
  ["rewrite", 8e9, "about 80 s to 13 min, at 100 to 10 MB/s"],
  ["scan", 8e9, "about 8 s to 80 s, at 1000 to 100 MB/s"],
  ["index-build", 500e9, "about 42 min to 7 h, at 200 to 20 MB/s"],
  ["foreign-key-check", 60e6, "about a second to 1 s, at 500 to 50 MB/s"],
  ["rewrite", 8192, undefined],
])("%s of %d bytes", (kind, bytes, expected) => {
  expect(estimate({ kind }, { rows: 1, bytes })).toBe(expected);
});

it("says nothing where nobody has counted the bytes", () => {
  expect(estimate({ kind: "rewrite" }, { rows: 1_000_000 })).toBeUndefined();
});
