import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { prisma } from "../../server/src/formats/prisma.ts";
import { memoryTree } from "./trees.ts";

const now = "2026-01-02T03:04:05Z";

it("orders folders by name and keeps whole names as versions", () => {
  const tree = memoryTree({ "9_b/migration.sql": "", "10_a/migration.sql": "", "init/migration.sql": "" });
  const { migrations } = prisma.read(tree);
  expect(migrations.map(({ version, name }) => [version, name])).toEqual([
    ["10_a", "a"],
    ["9_b", "b"],
    ["init", ""],
  ]);
});

it("reports a folder without a script, and passes over other files", () => {
  const tree = memoryTree({
    "1_a/migration.sql": "",
    "2_b/notes.md": "",
    "migration_lock.toml": "",
    "1_a/README.md": "",
  });
  const { migrations, problems } = prisma.read(tree);
  expect(migrations).toHaveLength(1);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([["missing-script", "2_b/notes.md"]]);
});

it("keeps SHA-256 of the script, and knows a run that was not finished", () => {
  const bytes = new TextEncoder().encode("SELECT 'ü';\n");
  expect(prisma.ledger.checksum?.(bytes, { version: "", name: "" })).toBe(
    createHash("sha256").update(bytes).digest("hex"),
  );
  const row = { migration_name: "1_a", checksum: "abc", unfinished: true };
  expect(prisma.ledger.read(row)).toEqual({ version: "1_a", checksum: "abc", dirty: true });
});

it("numbers as the project does", () => {
  const draft = { name: "add_it", up: "SELECT 1;", autocommit: false };
  const path = (tree: Record<string, string>) =>
    prisma.write([draft], prisma.read(memoryTree(tree)), now)[0]?.path;
  expect(path({})).toBe("20260102030405_add_it/migration.sql");
  expect(path({ "19_x/migration.sql": "" })).toBe("20_add_it/migration.sql");
});
