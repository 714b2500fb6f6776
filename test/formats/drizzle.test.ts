import { describe, expect, it } from "vitest";
import * as z from "zod";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { drizzle } from "../../server/src/formats/drizzle.ts";
import { memoryTree } from "./trees.ts";

const now = "2026-01-02T03:04:05Z";
const entry = (idx: number, when: number, tag: string) => ({
  idx,
  version: "7",
  when,
  tag,
  breakpoints: true,
});
const journal = (...entries: readonly ReturnType<typeof entry>[]) =>
  JSON.stringify({ version: "7", dialect: "postgresql", entries });
const codes = (files: Record<string, string>) =>
  drizzle.read(memoryTree(files)).problems.map(({ code, path }) => [code, path]);
const draft = (name: string) => ({ name, up: "SELECT 1;", autocommit: false });

describe("the journal of 0.x", () => {
  it("says which files there are and in what order; the ledger knows them by `when`", () => {
    const tree = memoryTree({
      "meta/_journal.json": journal(entry(0, 20, "0001_b"), entry(1, 30, "0000_a")),
      "0000_a.sql": "A;",
      "0001_b.sql": "B;",
      "0002_never.sql": "C;",
    });
    const { migrations, problems } = drizzle.read(tree);
    expect(migrations.map(({ version, ledgerKey }) => [version, ledgerKey])).toEqual([
      ["0001_b", "20"],
      ["0000_a", "30"],
    ]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([["not-in-journal", "0002_never.sql"]]);
  });

  it("is refused where a file is missing or it is no journal", () => {
    expect(codes({ "meta/_journal.json": journal(entry(0, 1, "0000_a")) })).toEqual([
      ["missing-file", "meta/_journal.json"],
    ]);
    for (const broken of ["", "{", "[]", '{"entries": [{"tag": 1}]}'])
      expect(codes({ "meta/_journal.json": broken, "0000_a.sql": "" })[0]).toEqual([
        "bad-journal",
        "meta/_journal.json",
      ]);
  });

  it.each([
    [[10, 20], []],
    [[20, 10], ["0001_b.sql"]],
    [[10, 10], ["0001_b.sql"]],
  ])("with an older `when` after a newer one is passed over, which is said: %j", (whens, paths) => {
    const [first = 0, second = 0] = whens;
    const files = { "0000_a.sql": "", "0001_b.sql": "" };
    const found = codes({
      ...files,
      "meta/_journal.json": journal(entry(0, first, "0000_a"), entry(1, second, "0001_b")),
    });
    expect(found).toEqual(paths.map((path) => ["older-when", path]));
  });

  it("gets an entry and a snapshot of its own for each new file, later than all that are there", () => {
    const snapshot = { id: "11111111-1111-4111-8111-111111111111", prevId: "0", tables: {} };
    const tree = memoryTree({
      "meta/_journal.json": journal(entry(0, 9_999_999_999_999, "0000_a")),
      "meta/0000_snapshot.json": JSON.stringify(snapshot),
      "0000_a.sql": "",
    });
    const files = drizzle.write([draft("b"), draft("c")], drizzle.read(tree), now);
    expect(files.map(({ path, replaces }) => [path, replaces])).toEqual([
      ["0001_b.sql", undefined],
      ["meta/0001_snapshot.json", undefined],
      ["0002_c.sql", undefined],
      ["meta/0002_snapshot.json", undefined],
      ["meta/_journal.json", true],
    ]);
    const text = (path: string): unknown =>
      JSON.parse(files.find((file) => file.path === path)?.content ?? "");
    expect(text("meta/_journal.json")).toMatchObject({
      dialect: "postgresql",
      entries: [{ idx: 0 }, entry(1, 10_000_000_000_000, "0001_b"), entry(2, 10_000_000_000_001, "0002_c")],
    });
    const snapshots = z.object({ id: z.string(), prevId: z.string(), tables: z.object({}) });
    const one = snapshots.parse(text("meta/0001_snapshot.json"));
    const two = snapshots.parse(text("meta/0002_snapshot.json"));
    expect([one.prevId, two.prevId]).toEqual([snapshot.id, one.id]);
    expect(new Set([snapshot.id, one.id, two.id]).size).toBe(3);
  });
});

describe("breakpoints", () => {
  const section = (sql: string) => {
    const { migrations, problems } = drizzle.read(
      memoryTree({ "20240101000000_a/migration.sql": sql, "20240101000000_a/snapshot.json": "" }),
    );
    const parts = migrations[0]?.sections[0]?.portions?.map(({ start, end }) => sql.slice(start, end));
    return { parts, codes: problems.map(({ code }) => code) };
  };

  it("cut a file, with or without semicolons before them", () => {
    expect(section("A;\n--> statement-breakpoint\nB;").parts).toEqual(["A;", "B;"]);
    expect(section("A--> statement-breakpoint B").parts).toEqual(["A", "B"]);
    expect(section("A;").parts).toBeUndefined();
    expect(section("A;--> statement-breakpoint\n--> statement-breakpoint\nB;").parts).toEqual(["A;", "B;"]);
  });

  it.each([
    "SELECT '--> statement-breakpoint';",
    "DO $$ --> statement-breakpoint\n$$;",
    "/* --> statement-breakpoint */ A;",
  ])("inside of %s cut that in two, which is said", (sql) =>
    expect(section(sql).codes).toEqual(["breakpoint-in-statement"]),
  );
});

describe("folders of 1.0", () => {
  const files = { "20240101000000_a/migration.sql": "A;", "20240101000000_a/snapshot.json": "{}" };

  it("are Drizzle's by their snapshots and Prisma's by the lock file; where nothing tells, that is said", () => {
    const id = (tree: Record<string, string>) => detectFormat(memoryTree(tree));
    expect(id(files)?.format.id).toBe("drizzle");
    expect(id({ ...files, "migration_lock.toml": "" })?.format.id).toBe("prisma");
    const bare = memoryTree({ "20240101000000_a/migration.sql": "A;" });
    const found = detectFormat(bare);
    expect(found?.format.id).toBe("prisma");
    expect(found?.format.read(bare).problems.map(({ code }) => code)).toEqual(["ambiguous-tool"]);
    const said = memoryTree({ "20240101000000_a/migration.sql": "-- CreateTable\nA;" });
    expect(detectFormat(said)?.format.read(said).problems).toEqual([]);
    expect(detectFormat(bare, "drizzle")?.format.id).toBe("drizzle");
  });

  it("are stamped, and written with the snapshot that follows", () => {
    expect(codes({ "first/migration.sql": "A;", "first/snapshot.json": "" })).toEqual([
      ["bad-folder-name", "first/migration.sql"],
    ]);
    const snapshot = '{"id": "11111111-1111-4111-8111-111111111111", "prevIds": ["0"]}';
    const project = drizzle.read(memoryTree({ ...files, "20240101000000_a/snapshot.json": snapshot }));
    const [sql, next] = drizzle.write([draft("b")], project, now);
    expect([sql?.path, next?.path]).toEqual([
      "20260102030405_b/migration.sql",
      "20260102030405_b/snapshot.json",
    ]);
    expect(JSON.parse(next?.content ?? "")).toMatchObject({
      prevIds: ["11111111-1111-4111-8111-111111111111"],
    });
  });
});
