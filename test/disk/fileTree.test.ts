import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTree } from "../../server/src/disk/fileTree.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lockkeeper-tree-"));
  writeFileSync(join(root, "1_good.sql"), "SELECT 1;\r\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("lists files of subfolders with slashes and reads their text", () => {
  mkdirSync(join(root, "2_more"));
  writeFileSync(join(root, "2_more", "up.sql"), "SELECT '😀';");
  const tree = readTree(root);
  expect([...tree.paths].sort()).toEqual(["1_good.sql", "2_more/up.sql"]);
  expect(tree.text("2_more/up.sql")).toBe("SELECT '😀';");
  expect(tree.text("1_good.sql")).toBe("SELECT 1;\r\n");
  expect(tree.problems()).toEqual([]);
});

test("keeps a byte order mark, as migration tools do", () => {
  writeFileSync(join(root, "2.sql"), "\uFEFFSELECT 2;");
  expect(readTree(root).text("2.sql")).toBe("\uFEFFSELECT 2;");
});

test.each([
  ["a binary file", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), "binary-file", /not text/],
  ["UTF-16", Buffer.from("\uFEFFSELECT 1;", "utf16le"), "not-utf8", /UTF-16/],
  ["invalid UTF-8", Buffer.from("SELECT 1;\nSELECT '\xe9';", "latin1"), "invalid-utf8", /line 2/],
])("%s named .sql is a problem, and the others are still read", (_what, bytes, code, message) => {
  writeFileSync(join(root, "2_bad.sql"), bytes);
  const tree = readTree(root);
  expect(tree.text("2_bad.sql")).toBeUndefined();
  expect(tree.text("1_good.sql")).toBe("SELECT 1;\r\n");
  expect(tree.problems()).toMatchObject([{ path: "2_bad.sql", code }]);
  expect(tree.problems()[0]?.message).toMatch(message);
});

test("a file of 50 MB is not read", () => {
  writeFileSync(join(root, "2_huge.sql"), "");
  truncateSync(join(root, "2_huge.sql"), 50 * 1024 * 1024);
  const tree = readTree(root);
  expect(tree.text("2_huge.sql")).toBeUndefined();
  expect(tree.problems()).toMatchObject([{ path: "2_huge.sql", code: "file-too-large" }]);
  expect(tree.problems()[0]?.message).toContain("50 MB");
});

test("cyclic links end, and dangling ones are named", () => {
  mkdirSync(join(root, "sub"));
  symlinkSync(root, join(root, "sub", "again"));
  symlinkSync("loop", join(root, "loop"));
  symlinkSync("nowhere", join(root, "dangling.sql"));
  const tree = readTree(root);
  expect(tree.paths).toEqual(["1_good.sql"]);
  expect(
    tree
      .problems()
      .map(({ path, code }) => [path, code])
      .sort(),
  ).toEqual([
    ["dangling.sql", "unreadable-file"],
    ["loop", "cyclic-link"],
    ["sub/again", "cyclic-link"],
  ]);
});

test("a folder that does not exist is a problem, not a crash", () => {
  const tree = readTree(join(root, "absent"));
  expect(tree.paths).toEqual([]);
  expect(tree.problems()).toMatchObject([{ path: "", code: "unreadable-folder" }]);
});

test("more files than the limit are said", () => {
  for (let index = 0; index < 5; index += 1) writeFileSync(join(root, `${index}.txt`), "");
  const tree = readTree(root, { files: 3 });
  expect(tree.paths).toHaveLength(3);
  expect(tree.problems()).toMatchObject([{ code: "too-many-files" }]);
});
