import { describe, expect, it } from "vitest";
import { detectFormat, formatById } from "../../server/src/formats/detect.ts";
import { discoverProjects } from "../../server/src/formats/discover.ts";
import { corpusProjects } from "../corpus/projects.ts";
import { diskTree, memoryTree } from "./trees.ts";

describe.each(corpusProjects)("corpus $name", ({ root, folder, tool, migrations, modes }) => {
  it("is found and detected without configuration, and read whole", () => {
    const all = diskTree(root);
    expect(discoverProjects(all.paths).map((found) => found.folder)).toEqual([folder]);
    const tree = diskTree(`${root}/${folder}`);
    expect(discoverProjects(tree.paths)).toEqual([{ folder: "" }]);
    const detection = detectFormat(tree);
    expect(detection?.format.id).toBe(tool);
    const project = detection?.format.read(tree);
    expect(project?.migrations).toHaveLength(migrations);
    expect(project?.problems.filter(({ code }) => code !== "empty-file")).toEqual([]);
    const counts: Record<string, number> = {};
    for (const { sections } of project?.migrations ?? []) {
      const mode = sections[0]?.transaction ?? "none";
      counts[mode] = (counts[mode] ?? 0) + 1;
    }
    expect(counts).toEqual(modes);
    const versions = project?.migrations.map(({ version }) => version) ?? [];
    const sorted = [...versions].sort((left, right) =>
      tool === "golang-migrate" ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : 1,
    );
    expect(versions).toEqual(sorted);
  });
});

describe("detectFormat", () => {
  const id = (files: Record<string, string>, hint?: string) =>
    detectFormat(memoryTree(files), hint)?.format.id;

  it("tells apart formats that share file names by what the files say", () => {
    expect(id({ "1_a.sql": "-- migrate:up\n-- migrate:down\n" })).toBe("dbmate");
    expect(id({ "1_a.sql": "-- +goose Up\n" })).toBe("goose");
    expect(id({ "1_a.sql": "--- UP migration\n" })).toBe("node-pg-migrate");
    expect(id({ "1_a.sql": "-- no-transaction\nSELECT 1;" })).toBe("sqlx");
    expect(id({ "1_a.sql": "SELECT 1;" })).toBe("plain");
    expect(id({ "1_a.up.sql": "SELECT 1;" })).toBe("golang-migrate");
    expect(id({ "1_a.up.sql": "-- no-transaction\nSELECT 1;" })).toBe("sqlx");
    expect(id({ "a.up.sql": "SELECT 1;" })).toBe("plain");
    expect(id({ "V1__a.sql": "", "sub/V2__b.sql": "" })).toBe("flyway");
    expect(id({ "2024-01-01-000000_a/up.sql": "" })).toBe("diesel");
    expect(id({ "0_init/migration.sql": "" })).toBe("prisma");
    expect(id({ "readme.md": "" })).toBeUndefined();
  });

  it("takes the pairs of a Rust project that uses sqlx for sqlx's, and what has another tool's marks for that one's", () => {
    const beside = (name: string, text: string, files: Record<string, string>) =>
      detectFormat({ ...memoryTree(files), outside: (path) => (path === name ? text : undefined) })?.format
        .id;
    const pair = { "1_a.up.sql": "SELECT 1;", "1_a.down.sql": "" };
    for (const said of [
      'sqlx = "0.8"',
      "sqlx.workspace = true",
      "[dependencies.sqlx]",
      '[workspace.dependencies."sqlx"]',
    ])
      expect(beside("../Cargo.toml", `[package]\n${said}\n`, pair), said).toBe("sqlx");
    expect(beside("../../Cargo.toml", 'sqlx = "0.8"', { "1_a.sql": "SELECT 1;" })).toBe("sqlx");
    expect(beside("../Cargo.toml", 'sqlx = "0.8"', { "1_a.sql": "-- migrate:up\n-- migrate:down\n" })).toBe(
      "dbmate",
    );
    expect(beside("../Cargo.toml", '# sqlx = "0.8"\nsqlx-cli = "1"', pair)).toBe("golang-migrate");
  });

  it("needs a marker to be a line of its own kind, not a mention of it", () => {
    expect(id({ "1_a.sql": "SELECT '-- migrate:up';\n  -- migrate:up\n" })).toBe("plain");
    expect(id({ "1_a.sql": "-- see -- +goose Up\n" })).toBe("plain");
  });

  it("follows a hint that can be right and no other", () => {
    expect(id({ "1_a.sql": "SELECT 1;" }, "sqlx")).toBe("sqlx");
    expect(id({ "1_a.up.sql": "SELECT 1;" }, "sqlx")).toBe("sqlx");
    expect(id({ "1_a.sql": "SELECT 1;" }, "prisma")).toBe("plain");
    expect(formatById("goose")?.label).toBe("goose");
    expect(formatById("nonesuch")).toBeUndefined();
  });
});

describe("discoverProjects", () => {
  it("finds several projects below one root, with hints from files near them", () => {
    const found = discoverProjects([
      "services/a/db/migrations/20240101000000_x.sql",
      "services/b/diesel.toml",
      "services/b/migrations/2024-01-01-000000_x/up.sql",
      "services/b/migrations/2024-01-01-000000_x/down.sql",
      "services/c/prisma/schema.prisma",
      "services/c/prisma/migrations/0_init/migration.sql",
      "services/c/queries/users.sql",
      "services/d/.sqlx/query-1.json",
      "services/d/migrations/1_x.sql",
      "java/src/main/resources/db/migration/v1/V1__a.sql",
      "java/src/main/resources/db/migration/v2/V2__b.sql",
      "node_modules/pkg/migrations/1_x.sql",
      ".cache/migrations/1_x.sql",
      "legacy/1_x.up.sql",
    ]);
    expect(found).toEqual([
      { folder: "java/src/main/resources/db/migration" },
      { folder: "legacy" },
      { folder: "services/a/db/migrations" },
      { folder: "services/b/migrations", hint: "diesel" },
      { folder: "services/c/prisma/migrations", hint: "prisma" },
      { folder: "services/d/migrations", hint: "sqlx" },
    ]);
  });

  it("takes any folder of SQL files where nothing looks like migrations", () => {
    expect(discoverProjects(["schema.sql", "seed.sql", "readme.md"])).toEqual([{ folder: "" }]);
    expect(discoverProjects(["db/schema.sql"])).toEqual([{ folder: "db" }]);
    expect(discoverProjects(["readme.md"])).toEqual([]);
    expect(discoverProjects([])).toEqual([]);
  });

  it("takes a root that is itself one migrations folder", () => {
    expect(discoverProjects(["0_init/migration.sql", "migration_lock.toml"])).toEqual([{ folder: "" }]);
    expect(discoverProjects(["1_a.up.sql", "1_a.down.sql"])).toEqual([{ folder: "" }]);
  });
});
