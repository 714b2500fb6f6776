import { describe, expect, it } from "vitest";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { memoryTree } from "./trees.ts";

/** Reads one file; every expectation here was seen on the dbmate 2.36.0 binary. */
function read(text: string) {
  const project = dbmate.read(memoryTree({ "1_a.sql": text }));
  const sections = (project.migrations[0]?.sections ?? []).map(({ direction, span, transaction }) => ({
    direction,
    sql: text.slice(span.start, span.end),
    transaction,
  }));
  const problems = project.problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
  return { sections, problems };
}

describe("dbmate", () => {
  it("runs files in the order of their names, not of their numbers", () => {
    const body = "-- migrate:up\n-- migrate:down\n";
    const project = dbmate.read(
      memoryTree({ "9_d.sql": body, "10_c.sql": body, "002_b.sql": body, "x.sql": body }),
    );
    expect(project.migrations.map(({ version }) => version)).toEqual(["002", "10", "9"]);
  });

  it("reads several pairs, each with its own transaction mode, and says what they do", () => {
    const { sections, problems } = read(
      "-- migrate:up\nA;\n-- migrate:down\nB;\n--migrate:up   transaction:false\nC;\n-- migrate:down\t\nD;",
    );
    expect(sections).toEqual([
      { direction: "up", sql: "A;", transaction: "single" },
      { direction: "down", sql: "B;", transaction: "single" },
      { direction: "up", sql: "C;", transaction: "implicit" },
      { direction: "down", sql: "D;", transaction: "single" },
    ]);
    expect(problems).toEqual([["several-up-sections", "--migrate:up   transaction:false"]]);
  });

  it.each([
    ["-- migrate:up\nselect 1;\n", [["missing-down-marker", "-- migrate:up"]]],
    ["-- migrate:up\nA;\n-- migrate:up\nB;\n-- migrate:down\n", [["missing-down-marker", "-- migrate:up"]]],
    ["-- migrate:up\n-- migrate:down\n-- migrate:down\n", [["missing-up-marker", "-- migrate:down"]]],
    ["", [["missing-up-marker", ""]]],
    ["select 1;\n", [["missing-up-marker", "select 1;"]]],
    ["\uFEFF-- migrate:up\n-- migrate:down\n", [["missing-up-marker", "\uFEFF-- migrate:up"]]],
    ["  -- migrate:up\n", [["missing-up-marker", "  -- migrate:up"]]],
    ["-- Migrate:Up\n", [["missing-up-marker", "-- Migrate:Up"]]],
    ["/* x */\n-- migrate:up\n-- migrate:down\n", [["statement-before-marker", "/* x */"]]],
    ["-- migrate:up\n-- migrate:down\n", []],
    ["-- a comment\n\n-- migrate:up\r\nA;\r\n-- migrate:down transaction:false\r\nB;\r\n", []],
    [
      "-- migrate:up transaction: false\n-- migrate:down\n",
      [
        ["bad-directive", "transaction:"],
        ["bad-directive", "false"],
      ],
    ],
    ["-- migrate:up transaction:no\n-- migrate:down\n", [["bad-directive", "transaction:no"]]],
    ["-- migrate:upgrade\n-- migrate:up\n-- migrate:down\n", []],
  ])("finds in %j what dbmate does", (text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });

  it("reads a file without markers as up, so that its statements are seen", () => {
    expect(read("select 1;\n").sections).toEqual([
      { direction: "up", sql: "select 1;", transaction: "single" },
    ]);
  });

  it("takes a marker inside a dollar-quoted body for a marker, as dbmate does", () => {
    const { sections } = read("-- migrate:up\nDO $$\n-- migrate:down\n$$;");
    expect(sections.map(({ sql }) => sql)).toEqual(["DO $$", "$$;"]);
  });
});
