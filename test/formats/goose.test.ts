import { describe, expect, it } from "vitest";
import { goose } from "../../server/src/formats/goose.ts";
import { memoryTree } from "./trees.ts";

function read(text: string) {
  const project = goose.read(memoryTree({ "1_a.sql": text }));
  const sections = (project.migrations[0]?.sections ?? []).map((section) => ({
    ...section,
    sql: text.slice(section.span.start, section.span.end),
  }));
  const problems = project.problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]);
  return { sections, problems };
}

const body = "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\nEND $$;";

describe("goose", () => {
  it("orders by number and reads annotations in any case", () => {
    const tree = memoryTree({
      "10_b.sql": "-- +goose up\n",
      "9_a.sql": "-- +GOOSE UP\n-- +Goose NO Transaction\n",
    });
    expect(goose.read(tree).migrations.map(({ version }) => version)).toEqual(["9", "10"]);
    const { sections } = read("-- +goose no transaction\n-- +goose up\nA;\n-- +goose DOWN\nB;\n");
    expect(sections.map(({ direction, sql, transaction }) => [direction, sql, transaction])).toEqual([
      ["up", "A;", "autocommit"],
      ["down", "B;", "autocommit"],
    ]);
  });

  it("keeps annotations inside a section and leaves them out at its ends", () => {
    const block = `-- +goose StatementBegin\n${body}\n-- +goose StatementEnd\n`;
    expect(read(`-- +goose Up\n${block}`).sections[0]?.sql).toBe(body);
    expect(read(`-- +goose Up\nA;\n${block}B;\n`).sections[0]?.sql).toBe(`A;\n${block}B;`);
  });

  it("knows where environment variables are put in", () => {
    const flags = (text: string) =>
      read(text).sections.map((section) => section.substitutesEnvironment === true);
    expect(flags("-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${A}';\n-- +goose Down\nB;")).toEqual([
      true,
      true,
    ]);
    expect(flags("-- +goose Up\n-- +goose ENVSUB ON\nA;\n-- +goose ENVSUB OFF\n-- +goose Down\nB;")).toEqual([
      true,
      false,
    ]);
    expect(flags("-- +goose Up\nSELECT '${A}';")).toEqual([false]);
  });

  it.each([
    ["", [["missing-up-marker", ""]]],
    ["-- +goose Down\nA;\n", [["missing-up-marker", "-- +goose Down"]]],
    ["A;\n-- +goose Up\n", [["statement-before-marker", "A;"]]],
    ["-- +goose Up\n-- +goose Up\n", [["duplicate-marker", "-- +goose Up"]]],
    ["-- +goose Up\n -- +goose Down\n", [["bad-directive", " -- +goose Down"]]],
    ["-- +goose Up\n-- +goose ENVSUBST ON\n", [["bad-directive", "-- +goose ENVSUBST ON"]]],
    [
      "-- +goose Up\n-- +goose StatementBegin\nA;\n",
      [["unclosed-statement-block", "-- +goose StatementBegin"]],
    ],
    ["-- +goose Up\nA;\n-- +goose StatementEnd\n", [["unclosed-statement-block", "-- +goose StatementEnd"]]],
    ["-- +goose Up\nSELECT 1\n", [["missing-semicolon", "SELECT 1"]]],
    [`-- +goose Up\n${body}\n`, [["statement-cut", "  PERFORM 1;"]]],
    ["-- +goose Up\nSELECT 1; -- done\nSELECT ';\n';\n", [["statement-cut", "SELECT ';"]]],
    ["-- +goose Up\n-- only a comment\n", []],
    ["-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\n", []],
  ])("finds in %j what goose does", (text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });

  it("writes blocks around those statements only that goose would cut", () => {
    const empty = goose.read(memoryTree({}));
    const up = `SELECT 1;\n${body}\n-- the end`;
    const [file] = goose.write([{ name: "f", up, autocommit: false }], empty, "2026-01-01T00:00:00Z");
    expect(file).toEqual({
      path: "20260101000000_f.sql",
      content:
        `-- +goose Up\nSELECT 1;\n\n-- +goose StatementBegin\n${body}\n-- +goose StatementEnd\n\n-- the end\n\n` +
        "-- +goose Down\n",
    });
  });

  it("refuses names without a number", () => {
    const { problems } = goose.read(memoryTree({ "add.sql": "-- +goose Up\n" }));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([["bad-file-name", "add.sql"]]);
  });
});
