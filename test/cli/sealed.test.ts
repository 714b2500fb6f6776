import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { atlas } from "../../server/src/formats/atlas.ts";
import { graphileMigrate } from "../../server/src/formats/graphileMigrate.ts";
import { writeChanges } from "../../server/src/cli/writeChanges.ts";
import { diskTree, memoryTree } from "../formats/trees.ts";
import { folderWith, run } from "./support/program.ts";

/* What a tool keeps of its files is made anew with whatever the program changes in them. */

const table = "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n";
const index = "CREATE INDEX users_name ON users (name);\n";

function sealed(format: typeof atlas, files: Readonly<Record<string, string>>): Record<string, string> {
  const made = format.seal?.(memoryTree(files)) ?? [];
  const all = { ...files, ...Object.fromEntries(made.map(({ path, content }) => [path, content])) };
  return Object.fromEntries(Object.entries(all).map(([path, content]) => [`m/${path}`, content]));
}

it("atlas.sum, with a new migration and with one that is rewritten", async () => {
  const cwd = folderWith(sealed(atlas, { "1_users.sql": table, "2_index.sql": index }));
  const before = readFileSync(join(cwd, "m/atlas.sum"), "utf8");
  const rewritten = await run(["rewrite", "m/2_index.sql", "--line", "1", "--write"], { cwd });
  expect([rewritten.status, rewritten.stderr]).toEqual([0, ""]);
  const after = readFileSync(join(cwd, "m/atlas.sum"), "utf8");
  expect(after).not.toBe(before);
  expect(atlas.read(diskTree(join(cwd, "m"))).problems).toEqual([]);
  const made = await run(["new", "m", "more"], { cwd });
  expect([made.status, made.stderr]).toEqual([0, ""]);
  expect(readFileSync(join(cwd, "m/atlas.sum"), "utf8")).toContain("_more.sql h1:");
  expect(atlas.read(diskTree(join(cwd, "m"))).problems).toEqual([]);
});

it("graphile-migrate's hashes, in the file that is edited and in all behind it", () => {
  const head = "--! Previous: -\n--! Hash: -\n\n";
  const files = {
    "committed/000001.sql": head + table,
    "committed/000002.sql": head + index,
    "committed/000003.sql": `${head}SELECT 1;\n`,
  };
  const cwd = folderWith(sealed(graphileMigrate, files));
  const tree = diskTree(join(cwd, "m"));
  const path = "committed/000002.sql";
  const third = tree.text("committed/000003.sql");
  const text = tree.text(path) ?? "";
  const end = text.length;
  const edits = [{ path, span: { start: end, end }, newText: "SELECT 2;\n" }];
  writeChanges({ folder: join(cwd, "m"), format: graphileMigrate, tree }, { files: [], edits });
  const after = diskTree(join(cwd, "m"));
  expect(after.text(path)).toMatch(/ON users \(name\);\nSELECT 2;\n$/);
  expect(after.text("committed/000003.sql")).not.toBe(third);
  expect(graphileMigrate.read(after).problems).toEqual([]);
});
