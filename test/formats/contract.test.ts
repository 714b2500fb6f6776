import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import {
  ledgerKey,
  surroundingsOf,
  type DraftFile,
  type FileTree,
  type Format,
  type LedgerEntry,
  type Migration,
  type MigrationDraft,
  type Project,
  type Surroundings,
} from "../../server/src/formats/format.ts";
import type { Query } from "../../server/src/formats/query.ts";
import { formats } from "../../server/src/formats/index.ts";
import { sqlparserReads } from "../../server/src/disk/loadSqlparser.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { split } from "../../server/src/sql/split.ts";
import { expected } from "./expected.ts";
import { diskTree, memoryTree } from "./trees.ts";

const now = "2026-11-21T09:30:00.123Z";
const drafts: readonly MigrationDraft[] = [
  {
    name: "add_orders",
    up: "CREATE TABLE orders (\n  id bigint PRIMARY KEY\n);",
    down: "DROP TABLE orders;",
    autocommit: false,
  },
  {
    name: "index_orders",
    up: "CREATE INDEX CONCURRENTLY orders_id ON orders (id);",
    down: "DROP INDEX CONCURRENTLY orders_id;",
    autocommit: true,
  },
  {
    name: "count_orders",
    up: "CREATE FUNCTION count_orders() RETURNS bigint LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$;",
    autocommit: false,
  },
];

/** Drizzle has two layouts, each with a fixture; the other tools have one. */
const fixtures = formats.flatMap((format): readonly (readonly [string, Format])[] =>
  format.id === "drizzle"
    ? [
        ["drizzle", format],
        ["drizzle-folders", format],
      ]
    : [[format.id, format]],
);
const fixture = (name: string) => ({
  ...diskTree(join(import.meta.dirname, "fixtures", name)),
  ...surroundings(name),
});

/** What lies around a fixture's folder. */
function surroundings(name: string): Surroundings {
  const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    supabase: { "../config.toml": 'project_id = "shop"\n' },
    "golang-migrate-multi-statement": {
      "../Makefile": 'up:\n\tmigrate -database "$(URL)?sslmode=disable&x-multi-statement=true" up\n',
    },
  };
  return { outside: (path) => files[name]?.[path], sqlparserReads };
}
const isSql = (path: string) => path.endsWith(".sql");

/** The tree with each text changed. */
function mapTexts(tree: FileTree, change: (text: string) => string): FileTree {
  const entries = tree.paths.map((path) => [
    path,
    isSql(path) ? change(tree.text(path) ?? "") : tree.text(path),
  ]);
  return { ...memoryTree(Object.fromEntries(entries) as Record<string, string>), ...surroundingsOf(tree) };
}

/** Files written into a tree, and what the tool keeps of them all. */
function sealed(format: Format, tree: FileTree, files: readonly DraftFile[]): FileTree {
  const written = withFiles(tree, files);
  return withFiles(written, format.seal?.(written) ?? []);
}

function withFiles(tree: FileTree, files: readonly DraftFile[]): FileTree {
  const entries = tree.paths.map((path) => [path, tree.text(path) ?? ""] as const);
  const all = [...entries, ...files.map((file) => [file.path, file.content] as const)];
  return { ...memoryTree(Object.fromEntries(all)), ...surroundingsOf(tree) };
}

function sqlOf(tree: FileTree, migration: Migration, direction: "up" | "down"): string {
  return migration.sections
    .filter((section) => section.direction === direction)
    .map(({ path, span }) => (tree.text(path) ?? "").slice(span.start, span.end))
    .join("\n");
}

const texts = (tree: FileTree, project: Project) =>
  project.migrations.map((migration) => [sqlOf(tree, migration, "up"), sqlOf(tree, migration, "down")]);

function entry(migration: Migration): LedgerEntry {
  return {
    version: migration.version,
    name: migration.name,
    path: migration.paths[0] ?? "",
    bytes: new TextEncoder().encode("select 1;\n"),
    executionMs: 12.5,
    now,
    uuid: "7b0b1f5e-6f0e-4c53-9f6b-1d1b3f0e5a11",
  };
}

it("has expectations for every format", () => {
  expect(fixtures.map(([name]) => name).sort()).toEqual(Object.keys(expected).sort());
});

describe.each(fixtures)("%s", (id, format) => {
  const tree = fixture(id);
  const ledger = format.ledgerFor?.(format.read(tree)) ?? format.ledger;
  const project = format.read(tree);

  it("is detected", () => {
    expect(detectFormat(tree)?.format).toBe(format);
  });

  it("reads versions in the tool's order, sections and how they are sent", () => {
    expect(project.migrations.map(({ version }) => version)).toEqual(expected[id]?.versions);
    const up = project.migrations.flatMap(({ sections }) =>
      sections.filter(({ direction }) => direction === "up"),
    );
    expect(up.map(({ transaction }) => transaction)).toEqual(expected[id]?.modes);
    const down = project.migrations.flatMap(({ sections }) =>
      sections.filter((part) => part.direction === "down"),
    );
    expect(down).toHaveLength(expected[id]?.downs ?? -1);
    expect(project.problems.filter(({ code }) => !/^(unknown|ambiguous)-tool$/.test(code))).toEqual([]);
  });

  it("says what lock the tool takes, or that it takes none", () => {
    const said = (["advisoryLockKey", "lockRow", "lockless"] as const).filter((one) => one in ledger);
    const isToolOfOurs = id === "plain";
    expect(said).toHaveLength(isToolOfOurs || format.runBy !== undefined ? 0 : 1);
  });

  it("gives spans whose text is the SQL alone", () => {
    for (const { path, span } of project.migrations.flatMap(({ sections }) => sections)) {
      const text = tree.text(path) ?? "";
      const sql = text.slice(span.start, span.end);
      expect(sql).toBe(sql.trim());
      expect(sql).toMatch(/;$/);
      expect(sql.split("\n")[0]).not.toMatch(/migrate:|\+goose|Migration$/);
      expect(sql.split("\n").at(-1)).not.toMatch(/migrate:|\+goose|Migration$/);
    }
    const all = project.migrations.flatMap(({ sections }) => sections.map((section) => section.path));
    for (const path of tree.paths.filter(isSql)) expect(all).toContain(path);
  });

  it("reads CRLF files like LF files", () => {
    const crlf = mapTexts(tree, (text) => text.replaceAll("\n", "\r\n"));
    const read = format.read(crlf);
    const unix = texts(crlf, read).map((pair) => pair.map((sql) => sql.replaceAll("\r\n", "\n")));
    expect(unix).toEqual(texts(tree, project));
    const codes = read.problems.map(({ code }) => code);
    if (format.seal === undefined) expect(codes).toEqual(project.problems.map(({ code }) => code));
    else expect(codes.every((code) => /^bad-(sum|hash|header)$/.test(code))).toBe(true);
  });

  it("keeps a byte order mark out of the SQL", () => {
    const marked = mapTexts(tree, (text) => `\uFEFF${text}`);
    const read = format.read(marked);
    expect(read.migrations.map(({ version }) => version)).toEqual(expected[id]?.versions);
    for (const sql of texts(marked, read).flat()) expect(sql).not.toContain("\uFEFF");
  });

  it("keeps empty and unreadable files in their place", () => {
    const empty = format.read(mapTexts(tree, () => ""));
    expect(empty.migrations.map(({ version }) => version)).toEqual(expected[id]?.versions);
    for (const { span } of empty.migrations.flatMap(({ sections }) => sections))
      expect(span).toEqual({ start: 0, end: 0 });
    const binary = memoryTree(
      Object.fromEntries(
        tree.paths.map((path) => [
          path,
          isSql(path) ? Uint8Array.of(0xff, 0xfe, 0) : (tree.text(path) ?? ""),
        ]),
      ),
    );
    const read = format.read(binary);
    expect(read.migrations.map(({ version }) => version)).toEqual(expected[id]?.versions);
    const unreadable = read.problems.filter(({ code }) => code === "not-text").map(({ path }) => path);
    expect([...new Set(unreadable)].sort()).toEqual(tree.paths.filter(isSql).sort());
  });

  it("reads nothing from an empty folder", () => {
    const nothing = memoryTree({});
    expect(format.detect(nothing)).toBe(0);
    expect(format.read(nothing)).toEqual({ format: format.id, migrations: [], problems: [] });
  });

  it("reports a version that two migrations have", () => {
    const drafted = (name: string, project: Project) =>
      format.write([{ name, up: "select 1;", down: "select 2;", autocommit: false }], project, now);
    const none = format.read(memoryTree({}));
    const one = withFiles(memoryTree({}), drafted("first", none));
    // Where a list of files is part of what is written, the second follows on the first.
    const both = format.read(
      withFiles(one, drafted("second", ["drizzle", "sqitch"].includes(format.id) ? format.read(one) : none)),
    );
    expect(both.migrations).toHaveLength(2);
    const codes = both.problems.map(({ code }) => code).filter((code) => code === "duplicate-version");
    const wholeName = ["prisma", "node-pg-migrate", "drizzle", "yoyo", "sqitch", "liquibase"].includes(
      format.id,
    );
    expect(codes).toHaveLength(wholeName ? 0 : 1);
    expect(new Set(both.migrations.map(({ version }) => version)).size).toBe(wholeName ? 2 : 1);
  });

  it.each([
    ["an empty project", memoryTree({})],
    ["the fixture", tree],
  ])("writes drafts into %s that it reads back in order", async (_name, into) => {
    const before = format.read(into);
    const files = format.write(drafts, before, now);
    const fresh = files.filter(({ replaces }) => replaces !== true);
    expect(new Set([...fresh.map(({ path }) => path), ...into.paths]).size).toBe(
      fresh.length + into.paths.length,
    );
    for (const { content } of files) expect(content).toMatch(/[^\n]\n$/);
    const after = sealed(format, into, files);
    const read = format.read(after);
    const known = new Set(before.migrations.map(({ version }) => version));
    const written = read.migrations.filter(({ version }) => !known.has(version));
    expect(written.map(({ name }) => name.replaceAll("-", "_"))).toEqual(drafts.map(({ name }) => name));
    // What no file of golang-migrate's can hold under x-multi-statement is told: a body with semicolons.
    const told = /^(?:unknown-tool|ambiguous-tool|semicolon-in-statement)$/;
    expect(read.problems.filter(({ code }) => !told.test(code))).toEqual([]);
    written.forEach((migration, index) => {
      const draft = drafts[index];
      expect(sqlOf(after, migration, "up")).toBe(draft?.up);
      const down = sqlOf(after, migration, "down");
      if (format.hasDown && draft?.down !== undefined) expect(down).toBe(draft.down);
      else expect(split(down).pieces).toEqual([]);
      const bare = migration.sections.every(({ transaction }) => /implicit|autocommit/.test(transaction));
      if (draft?.autocommit === true) expect(bare).toBe(format.canAutocommit);
    });
    const grammar = await loadGrammar();
    for (const { sections } of written) {
      for (const { path, span } of sections) {
        expect(grammar.parseAll((after.text(path) ?? "").slice(span.start, span.end))).toMatchObject({
          ok: true,
        });
      }
    }
  });

  it("writes between two migrations where the numbers leave room", () => {
    const [first] = project.migrations;
    const files = format.write(drafts.slice(0, 1), project, now, first?.version);
    const read = format.read(withFiles(tree, files));
    const names = read.migrations.map(({ name }) => name.replaceAll("-", "_"));
    expect(names.indexOf("add_orders")).toBeGreaterThan(0);
    const sequence = [
      "plain",
      "postgrator",
      "goose",
      "golang-migrate",
      "golang-migrate-multi-statement",
      "flyway",
      "drizzle",
      "drizzle-folders",
      "tern",
      "refinery",
      "yoyo",
      "graphile-migrate",
      "liquibase",
    ].includes(id);
    if (!sequence) expect(names.indexOf("add_orders")).toBe(1);
  });

  if (format.runBy === undefined)
    it("describes its ledger in SQL that PostgreSQL's grammar reads", async () => {
      const [first, second] = project.migrations;
      if (first === undefined || second === undefined) throw new Error("The fixture has two migrations.");
      const queries: readonly Query[] = [
        ...ledger.record(entry(first), []),
        ...ledger.remove(entry(second), [first.version]),
        ...ledger.remove(entry(first), []),
      ];
      const grammar = await loadGrammar();
      for (const text of [...ledger.create, ledger.select, ...queries.map((query) => query.text)]) {
        expect(grammar.parse(text)).toMatchObject({ ok: true });
      }
      for (const { text, values } of queries) {
        const places = new Set(text.match(/\$\d+/g) ?? []);
        expect(places.size).toBe(values.length);
      }
    });

  it("names no version twice in its ledger", () => {
    const keys = project.migrations.map((migration) => ledgerKey(ledger, migration));
    expect(new Set(keys).size).toBe(keys.length);
    expect(ledger.read({})?.version ?? "").not.toBe("undefined");
  });
});

it("lists every file that defines a format", () => {
  const folder = join(import.meta.dirname, "../../server/src/formats");
  const listed = readFileSync(join(folder, "index.ts"), "utf8");
  const defining = diskTree(folder).paths.filter((path) =>
    /^export const \w+ = defineFormat\(/m.test(readFileSync(join(folder, path), "utf8")),
  );
  expect(defining).toHaveLength(formats.length);
  for (const path of defining) expect(listed).toContain(`"./${path}"`);
});
