import { describe, expect, it } from "vitest";
import { atlas } from "../../server/src/formats/atlas.ts";
import { sumOf, sumText } from "../../server/src/formats/atlasSum.ts";
import type { FileTree } from "../../server/src/formats/format.ts";
import { memoryTree } from "./trees.ts";

/* Folders with the sums that Atlas itself wrote for them, from its own tests (ariga/atlas, cmd/atlas and sql/migrate). */

const fixed = {
  "1.sql": "CREATE TABLE `users` (`id` int NOT NULL PRIMARY KEY);",
  "2.sql": "ALTER TABLE `users` ADD COLUMN `happy` boolean NOT NULL DEFAULT true;",
  "3.sql":
    "CREATE TABLE `pets` (`id` int NOT NULL PRIMARY KEY);\nALTER TABLE `pets` ADD COLUMN `happy` boolean NULL;",
};
const fixedSum = `h1:oNV0f9HzMMCf2pzF+sA6CmsSHGjdkWYmcTjoc/lWxLs=
1.sql h1:twN+zPVp8JzWEUcPPfNIT6/62Wa08dfxxZhT4gZxBzg=
2.sql h1:KHLlrSPwSjbp4+KrpQHwYZf8zlSIiAR7MS3H2yd1yeE=
3.sql h1:osHrPgu8uNgd6j09XCiyBQWWEh9aAmwjRgzdZZgm68M=
`;
const checkpoint =
  "-- atlas:checkpoint\n\nCREATE TABLE `tbl_1` (`col` int);\nCREATE TABLE `tbl_2` (`col` int);\n";
const started = {
  "1_first.sql": "create table `tbl_1` (`col` int);\n",
  "2_second.sql": "create table `tbl_2` (`col` int);\n",
  "3_checkpoint.sql": checkpoint,
  "4_fourth.sql": "create table `tbl_3` (`col` int);\n",
};
const startedHashes = [
  "uJ2MyyeTqXx4rCqtRMQAvRrfsvdwmvsZ3LcadVvCdOc=",
  "TLO00GtsqSi8o0ySoaofBqxemrElL8fHOs3IRnqYvB8=",
  "LR4UjDYVtrRuHLN5GQwLAYnXrSf/iO70psY8hTmLmjw=",
  "QvaneqKxg+3R+zNzCP/wW43XkECdHkUwEpxJKPICEP8=",
];

it("makes the sums that Atlas makes", () => {
  expect(sumText(sumOf(memoryTree(fixed)))).toBe(fixedSum);
  expect([...sumOf(memoryTree(started)).files.values()]).toEqual(startedHashes);
});

it("leaves a file out that says so, with its name alone in the hash of those behind it", () => {
  const files = { ...fixed, "2.sql": `-- atlas:sum ignore\n${fixed["2.sql"]}` };
  const { files: hashes } = sumOf(memoryTree(files));
  expect([...hashes.keys()]).toEqual(["1.sql", "3.sql"]);
  const other = { ...files, "2.sql": "-- atlas:sum ignore\nSELECT 2;" };
  expect(sumOf(memoryTree(other)).files.get("3.sql")).toBe(hashes.get("3.sql"));
});

describe("atlas.sum", () => {
  const problems = (files: Readonly<Record<string, string>>) => atlas.read(memoryTree(files)).problems;

  it("is no problem where it fits, and is left alone", () => {
    const files = { ...fixed, "atlas.sum": fixedSum };
    expect(problems(files)).toEqual([]);
    expect(atlas.seal?.(memoryTree(files))).toEqual([]);
  });

  it("is made anew with a file in the middle, in place of the old one", () => {
    const tree = memoryTree({ ...fixed, "15.sql": "SELECT 1;", "atlas.sum": fixedSum });
    const [made] = atlas.seal?.(tree) ?? [];
    expect(made).toMatchObject({ path: "atlas.sum", replaces: true });
    expect(made?.content.split("\n").map((line) => line.split(" ")[0])).toEqual([
      expect.stringMatching(/^h1:/),
      "1.sql",
      "15.sql",
      "2.sql",
      "3.sql",
      "",
    ]);
    expect(problems({ ...fixed, "15.sql": "SELECT 1;", "atlas.sum": made?.content ?? "" })).toEqual([]);
  });

  it("is told at the first file that is not as it says", () => {
    const edited = { ...fixed, "2.sql": "SELECT 1;", "atlas.sum": fixedSum };
    expect(problems(edited)).toMatchObject([{ code: "bad-sum", path: "2.sql", refuses: "project" }]);
    const two = { "1.sql": fixed["1.sql"], "2.sql": fixed["2.sql"] };
    const [gone] = problems({ ...two, "atlas.sum": fixedSum });
    expect(gone?.message).toContain("3.sql, which is not there");
  });
});

it("sends what its directives say, and only those that an empty line ends", () => {
  const modes = (text: string) =>
    atlas.read(memoryTree({ "1.sql": text })).migrations[0]?.sections.map((each) => each.transaction);
  expect(modes("-- atlas:txmode none\n\nSELECT 1;")).toEqual(["autocommit"]);
  expect(modes("-- why\n-- atlas:txmode none\n\nSELECT 1;")).toEqual(["autocommit"]);
  expect(modes("-- atlas:txmode none\nSELECT 1;")).toEqual(["single"]);
  expect(modes("-- atlas:txmode file\n\nSELECT 1;")).toEqual(["single"]);
});

it("cuts by a delimiter of its own", () => {
  const text = "-- atlas:delimiter \\n\\n\\n\nSELECT 1; SELECT 2;\n\n\nSELECT 3;\n";
  const [section] = atlas.read(memoryTree({ "1.sql": text })).migrations[0]?.sections ?? [];
  expect(section?.portions?.map(({ start, end }) => text.slice(start, end))).toEqual([
    "SELECT 1; SELECT 2;",
    "SELECT 3;",
  ]);
});

it("finds its ledger where atlas.hcl says it is", () => {
  const table = (hcl: string | undefined) => {
    const tree: FileTree = {
      ...memoryTree({ "1.sql": "SELECT 1;" }),
      outside: (path) => (path === "../atlas.hcl" ? hcl : undefined),
    };
    return atlas.ledgerFor?.(atlas.read(tree)).table;
  };
  expect(table(undefined)).toBe("atlas_schema_revisions.atlas_schema_revisions");
  expect(table('env "a" {\n  url = "postgres://localhost/a?search_path=public&sslmode=disable"\n}')).toBe(
    '"public".atlas_schema_revisions',
  );
  expect(table('env "a" {\n  migration {\n    revisions_schema = "ops"\n  }\n}')).toBe(
    '"ops".atlas_schema_revisions',
  );
});
