import { expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import type { FileTree } from "../../server/src/formats/format.ts";
import { golangMigrateMulti } from "../../server/src/formats/golangMigrateMulti.ts";
import { memoryTree } from "./trees.ts";

const tree = (text: string, around: Readonly<Record<string, string>> = {}): FileTree => ({
  ...memoryTree({ "1_a.up.sql": text }),
  outside: (path) => around[path],
});
const read = (text: string) => {
  const { migrations, problems } = golangMigrateMulti.read(tree(text));
  const portions = migrations[0]?.sections[0]?.portions?.map(({ start, end }) => text.slice(start, end));
  const at = problems.map(({ code, span }) => [code, text.slice(0, span.start)]);
  return { portions, at };
};

it("is told by the URL in the project's files, or by who names it", () => {
  const id = (around: Readonly<Record<string, string>>, hint?: string) =>
    detectFormat(tree("SELECT 1;", around), hint)?.format.id;
  const url = "URL=postgres://localhost/app?sslmode=disable&x-multi-statement=";
  expect(id({ "../.env": `${url}true\n` })).toBe("golang-migrate-multi-statement");
  expect(id({ "../../docker-compose.yml": `${url}1"\n` })).toBe("golang-migrate-multi-statement");
  expect(id({ "../.env": `${url}false\n` })).toBe("golang-migrate");
  expect(id({})).toBe("golang-migrate");
  expect(id({}, "golang-migrate-multi-statement")).toBe("golang-migrate-multi-statement");
  expect(id({ "../.env": `${url}true\n` }, "golang-migrate")).toBe("golang-migrate");
});

it("sends statement by statement where each semicolon ends one", () => {
  const clean = "SELECT 1; -- one\n;;\n/* two */ SELECT $$x$$, 'y';\nSELECT 3";
  expect(read(clean)).toEqual({ portions: undefined, at: [] });
});

it.each([
  ["a string", "SELECT ';", "'; SELECT 2;"],
  ["a body", "DO $$BEGIN NULL;", " END$$;"],
  ["a comment", "SELECT 1 -- a;", " b\n;"],
  ["a comment between", "SELECT 1;\n-- a;", " b\nSELECT 2;"],
  ["a body of SQL", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;", " END;"],
])("cuts inside %s as the tool does, and says where", (_where, before, after) => {
  const { portions, at } = read(before + after);
  expect(portions?.join("")).toBe(before + after);
  expect(portions?.some((each) => (before + after).startsWith(each) || before.endsWith(each))).toBe(true);
  expect(at).toEqual([["semicolon-in-statement", before.slice(0, -1)]]);
});

it("refuses a statement that is too large for the tool", () => {
  const large = `SELECT '${"x".repeat(10 * 2 ** 20)}';`;
  const { problems } = golangMigrateMulti.read(tree(`SELECT 1;${large}`));
  expect(problems).toMatchObject([{ code: "statement-too-large", refuses: "up", span: { start: 9 } }]);
  expect(golangMigrateMulti.read(tree(large.slice(200))).problems).toEqual([]);
});
