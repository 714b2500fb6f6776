import { expect, it } from "vitest";
import { golangMigrate } from "../../server/src/formats/golangMigrate.ts";
import { memoryTree } from "./trees.ts";

const read = (...names: string[]) =>
  golangMigrate.read(memoryTree(Object.fromEntries(names.map((name) => [name, "SELECT 1;"]))));

it("orders by number whatever the width, and joins halves of one version even under two names", () => {
  const { migrations, problems } = read(
    "10_c.up.sql",
    "9_b.up.sql",
    "009_renamed.down.sql",
    "1_a.postgres.up.sql",
    "x.up.sql",
  );
  expect(migrations.map(({ version, name, paths }) => [version, name, paths.length])).toEqual([
    ["1", "a.postgres", 1],
    ["9", "b", 2],
    ["10", "c", 1],
  ]);
  expect(problems).toEqual([]);
});

it("reports a down without an up and a version under two names", () => {
  const { migrations, problems } = read(
    "1_a.down.sql",
    "2_b.up.sql",
    "2_b.down.sql",
    "02_c.up.sql",
    "02_c.down.sql",
  );
  expect(migrations.map(({ name, sections }) => [name, sections.length])).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 2],
  ]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["down-without-up", "1_a.down.sql"],
    ["duplicate-version", "02_c.up.sql"],
  ]);
});

it("keeps one row and writes numbers without their zeros", () => {
  const { ledger } = golangMigrate;
  const entry = { version: "0002", name: "", path: "", bytes: undefined, executionMs: 0, now: "", uuid: "" };
  expect(ledger.key("0002")).toBe("2");
  expect(ledger.read({ version: "2", dirty: true })).toEqual({ version: "2", dirty: true });
  expect(ledger.record(entry, ["0001"]).at(-1)?.values).toEqual(["2", false]);
  expect(ledger.remove(entry, ["0001"]).at(-1)?.values).toEqual(["1", false]);
  expect(ledger.remove(entry, []).map(({ text }) => text)).toEqual(["TRUNCATE schema_migrations"]);
});

it("locks what golang-migrate's command line locks", () => {
  // crc32("public\0schema_migrations\0/app") * 1486364155 in 32 bits, computed with Python's zlib.
  expect(golangMigrate.ledger.advisoryLockKey?.("app")).toBe("1726534663");
});
