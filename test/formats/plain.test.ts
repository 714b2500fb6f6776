import { expect, it } from "vitest";
import { plain } from "../../server/src/formats/plain.ts";
import { memoryTree } from "./trees.ts";

const read = (...names: string[]) =>
  plain.read(memoryTree(Object.fromEntries(names.map((name) => [name, ""]))));
const draft = { name: "add_it", up: "SELECT 1;", down: "SELECT 2;", autocommit: false };
const now = "2026-01-02T03:04:05Z";

it("puts numbers before names and says that no tool was recognised", () => {
  const { migrations, problems } = read("b.sql", "10-x.sql", "9.sql", "a.sql", "2 y.sql", "notes.md");
  expect(migrations.map(({ version, name }) => [version, name])).toEqual([
    ["2", "y"],
    ["9", ""],
    ["10", "x"],
    ["a", ""],
    ["b", ""],
  ]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([["unknown-tool", "10-x.sql"]]);
});

it("understands pairs of no known tool", () => {
  const { migrations, problems } = read(
    "a.up.sql",
    "a.down.sql",
    "01-b.do.sql",
    "01-b.undo.sql",
    "02_c.sql",
    "02_c.rollback.sql",
  );
  expect(
    migrations.map(({ version, sections }) => [version, sections.map(({ direction }) => direction)]),
  ).toEqual([
    ["01", ["up", "down"]],
    ["02", ["up", "down"]],
    ["a", ["up", "down"]],
  ]);
  expect(problems.map(({ code }) => code)).toEqual(["unknown-tool"]);
  expect(read("a.down.sql").problems.map(({ code }) => code)).toContain("down-without-up");
});

it("writes one file or two, in the project's numbers", () => {
  const single = { name: draft.name, up: draft.up, autocommit: false };
  const paths = (project: ReturnType<typeof read>, what = draft) =>
    plain.write([what], project, now).map(({ path }) => path);
  expect(plain.write([single], read("001_a.sql"), now).map(({ path }) => path)).toEqual(["002_add_it.sql"]);
  expect(paths(read("001_a.sql"))).toEqual(["002_add_it.up.sql", "002_add_it.down.sql"]);
  expect(paths(read())).toEqual(["0001_add_it.up.sql", "0001_add_it.down.sql"]);
});
