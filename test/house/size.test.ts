import ts from "typescript";
import { describe, expect, it } from "vitest";
import { sourcesIn, walk } from "./sources.ts";
import type { Source } from "./sources.ts";

/*
 * Files and functions stay small enough to read at once. The giant function has one cause, a closure that
 * registers everything: one feature, one file.
 */

const product = ["server/src", "client/src"].flatMap((folder) => sourcesIn(folder));
const tests = sourcesIn("test");
const generated = (source: Source): boolean => source.text.startsWith("// Generated");

describe("sizes", () => {
  it("keeps every file below 400 lines", () => {
    const long = [...product, ...tests].filter((file) => !generated(file) && linesOf(file) > 400);
    expect(long.map((file) => `${file.name}: ${linesOf(file)}`)).toEqual([]);
  });

  it("keeps the median file below 120 lines", () => {
    const lengths = product.map((file) => linesOf(file)).sort((one, other) => one - other);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(120);
  });

  it("keeps every function of the product at 80 lines or less", () => {
    expect(product.flatMap((file) => longFunctions(file, 80))).toEqual([]);
  });
});

function linesOf({ text }: Source): number {
  return text.trimEnd().split("\n").length;
}

/** Functions longer than `limit` lines, comments and blank lines inside not counted. */
function longFunctions(source: Source, limit: number): readonly string[] {
  const found: string[] = [];
  walk(source, (node, file) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return;
    const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
    const lines = node
      .getText(file)
      .split("\n")
      .filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/?\*)/.test(line));
    if (lines.length > limit) found.push(`${source.name}:${start + 1}: ${lines.length} lines`);
  });
  return found;
}
