import { describe, expect, it } from "vitest";
import { nodePgMigrate } from "../../server/src/formats/nodePgMigrate.ts";
import { memoryTree } from "./trees.ts";

function read(text: string) {
  const { migrations, problems } = nodePgMigrate.read(memoryTree({ "1_a.sql": text }));
  const sections = migrations[0]?.sections ?? [];
  return {
    sections: sections.map(({ direction, span }) => [direction, text.slice(span.start, span.end)]),
    codes: problems.map(({ code }) => code),
  };
}

describe("node-pg-migrate", () => {
  it.each([
    [
      "-- Up Migration\nA;\n-- Down Migration\nB;",
      [
        ["up", "A;"],
        ["down", "B;"],
      ],
    ],
    [
      "-- Down Migration\nB;\n-- Up Migration\nA;",
      [
        ["up", "A;"],
        ["down", "B;"],
      ],
    ],
    [
      "---- UP   migration: add it\r\nA;\r\n  --down migration\r\nB;\r\n",
      [
        ["up", "A;"],
        ["down", "B;"],
      ],
    ],
    ["-- Up Migration\nA;", [["up", "A;"]]],
    ["A;", [["up", "A;"]]],
    ["-- Up Migration", [["up", ""]]],
  ])("finds the parts of %j", (text, sections) => {
    expect(read(text)).toEqual({ sections, codes: [] });
  });

  it("says that without an up marker the down part runs too", () => {
    const { sections, codes } = read("A;\n-- Down Migration\nB;");
    expect(sections).toEqual([
      ["up", "A;\n-- Down Migration\nB;"],
      ["down", "B;"],
    ]);
    expect(codes).toEqual(["missing-up-marker"]);
  });

  it("orders dates of seventeen digits among milliseconds, then by name with digits as numbers", () => {
    const names = [
      "1704153600000_b.sql",
      "20240101000000000_a.sql",
      "1704153600000_a10.sql",
      "1704153600000_a9.sql",
    ];
    const { migrations } = nodePgMigrate.read(
      memoryTree(Object.fromEntries(names.map((name) => [name, ""]))),
    );
    expect(migrations.map(({ version }) => version)).toEqual([
      "20240101000000000_a",
      "1704153600000_a9",
      "1704153600000_a10",
      "1704153600000_b",
    ]);
  });

  it("says what it cannot read", () => {
    const { migrations, problems } = nodePgMigrate.read(
      memoryTree({ "1_a.sql": "", "2_b.js": "", "3_c.ts": "", "x.sql": "" }),
    );
    expect(migrations).toHaveLength(1);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["bad-file-name", "x.sql"],
      ["not-sql", "2_b.js"],
    ]);
    expect(problems[1]?.message).toMatch(/^2 migrations/);
  });
});
