import { expect, it } from "vitest";
import { diesel } from "../../server/src/formats/diesel.ts";
import { memoryTree } from "./trees.ts";

const draft = { name: "add_it", up: "SELECT 1;", down: "SELECT 2;", autocommit: true };
const now = "2026-01-02T03:04:05Z";
const up = (folder: string) => ({ [`${folder}/up.sql`]: "SELECT 1;", [`${folder}/down.sql`]: "SELECT 2;" });

it("takes versions from folder names and orders them as text", () => {
  const tree = memoryTree({
    ...up("2024-01-01-000000_b_c"),
    ...up("20231231235959_a"),
    ...up("2024-01-01-000000-0000_d"),
    ...up("9_z"),
    "README.md": "",
    "beside.sql": "SELECT 1;",
    ".hidden/up.sql": "",
  });
  const { migrations, problems } = diesel.read(tree);
  expect(migrations.map(({ version, name }) => [version, name])).toEqual([
    ["20231231235959", "a"],
    ["20240101000000", "b_c"],
    ["202401010000000000", "d"],
    ["9", "z"],
  ]);
  expect(problems).toEqual([]);
});

it.each([
  ["run_in_transaction = false", "implicit", []],
  ["run_in_transaction = true # yes", "single", []],
  ["# nothing else", "implicit", []],
  ["run_in_transaction = no", "single", ["bad-directive"]],
])("reads metadata.toml %j as Diesel does", (metadata, transaction, codes) => {
  const { migrations, problems } = diesel.read(memoryTree({ ...up("1_a"), "1_a/metadata.toml": metadata }));
  expect(migrations[0]?.sections.map((section) => section.transaction)).toEqual([transaction, transaction]);
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

it("reports folders and files that Diesel refuses", () => {
  const tree = memoryTree({
    "1_a/down.sql": "",
    "2_b/up.sql": "",
    "3_c/notes.txt": "",
    ...up("4_d"),
    ...up("4-_e"),
  });
  expect(diesel.read(tree).problems.map(({ code, path }) => [code, path])).toEqual([
    ["empty-file", "2_b/up.sql"],
    ["duplicate-version", "4-_e/up.sql"],
    ["down-without-up", "1_a/down.sql"],
    ["missing-script", "3_c/notes.txt"],
  ]);
});

it("names folders as the project does", () => {
  const folder = (tree: Record<string, string>) =>
    diesel.write([draft], diesel.read(memoryTree(tree)), now)[0]?.path.split("_")[0];
  expect(folder({})).toBe("2026-01-02-030405-0000");
  expect(folder(up("2024-01-01-000000_a"))).toBe("2026-01-02-030405");
  expect(folder(up("2024-01-01-000000-0000_a"))).toBe("2026-01-02-030405-0000");
  expect(folder(up("20240101000000_a"))).toBe("20260102030405");
  expect(folder(up("00000001_a"))).toBe("00000002");
});
