import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sqlparserReads } from "../../server/src/disk/loadSqlparser.ts";
import { prisma } from "../../server/src/formats/prisma.ts";
import { prismaVersion } from "../../server/src/formats/prismaVersion.ts";
import { diskTree, memoryTree } from "./trees.ts";

/** How a script is sent with these files around the migrations, and why. */
function sent(sql: string, around: Record<string, string> = {}) {
  const tree = memoryTree({ "1_a/migration.sql": sql, "migration_lock.toml": "" });
  const { migrations } = prisma.read({ ...tree, outside: (path) => around[path], sqlparserReads });
  return migrations[0]?.sections[0];
}

describe("from 7.4 on", () => {
  const cic = 'CREATE INDEX CONCURRENTLY "a" ON "User" (email);\n';

  it.each([
    cic + cic.replace('"a"', '"b"'),
    `SET lock_timeout = '5s';\n${cic}`,
    `-- CreateTable\nCREATE TABLE "A" (id SERIAL NOT NULL, CONSTRAINT "A_pkey" PRIMARY KEY (id));\n\n-- AddForeignKey\nALTER TABLE "A" ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES "B"(id) ON DELETE CASCADE ON UPDATE CASCADE;`,
    "BEGIN;\nALTER TABLE a ADD COLUMN b int;\nCOMMIT;",
    "CREATE TYPE \"E\" AS ENUM ('a', 'b');\nALTER TYPE \"E\" ADD VALUE 'c';",
    "",
  ])("a script that sqlparser reads is split: %s", (sql) => {
    expect(sent(sql)).toMatchObject({ transaction: "autocommit", splits: true });
  });

  // FORMATS of Prisma's parser: one of these makes the whole file one string.
  it.each([
    "DO $$ BEGIN END $$",
    "DROP INDEX CONCURRENTLY a",
    "REINDEX TABLE a",
    "VACUUM ANALYZE a",
    "REFRESH MATERIALIZED VIEW a",
    "ALTER TABLE a ATTACH PARTITION b DEFAULT",
    "ALTER SEQUENCE a RESTART",
    "ALTER TABLE a ADD CONSTRAINT u UNIQUE USING INDEX i",
    "LOCK TABLE a",
    "CREATE INDEX i ON ONLY a (b)",
    "CREATE UNLOGGED TABLE a (b int)",
    "COMMENT ON INDEX a IS 'b'",
    "\\connect a",
    "SELECT 'open",
  ])("%s turns the whole file back into one string", (sql) => {
    const section = sent(`${cic}${sql};\n`);
    expect(section).toMatchObject({ transaction: "implicit", splits: false });
    expect(section?.because).toContain("does not read");
  });

  it("names the statement that is not read, and its line", () => {
    expect(sent(`${cic}\nDO $$ BEGIN END $$;`)?.because).toBe(
      "Prisma, taken for 7.4 or newer, splits only files that its parser reads, and it does not read `DO $$ BEGIN END …` in line 3",
    );
  });

  it("reads a script exactly where it reads its statements", () => {
    const tree = { ...diskTree(join(import.meta.dirname, "fixtures", "prisma")), sqlparserReads };
    const { migrations } = prisma.read(tree);
    for (const { sections, paths } of migrations)
      expect([paths[0], sections[0]?.splits]).toEqual([
        paths[0],
        sqlparserReads(tree.text(paths[0] ?? "") ?? ""),
      ]);
  });
});

describe("the version", () => {
  const version = (files: Record<string, string>) => prismaVersion({ outside: (path) => files[path] });

  it.each([
    ["7.4.0", true],
    ["7.10.1", true],
    ["8.0.0-rc.1", true],
    ["7.3.9", false],
    ["6.19.3", false],
    ["^7.0.0", true],
    ["~7.3.0", false],
    ["^6.0.0", false],
    [">=5", true],
    ["7.x", true],
    ["7", true],
  ])("%s in package.json splits: %s", (range, splits) => {
    const text = JSON.stringify({ devDependencies: { prisma: range } });
    expect(version({ "../../package.json": text })).toEqual({
      splits,
      label: `Prisma ${range} (package.json)`,
    });
  });

  it.each([
    ["package-lock.json", '{"packages": {"node_modules/prisma": {"version": "6.1.0"}}}'],
    ["package-lock.json", '{"dependencies": {"prisma": {"version": "6.1.0"}}}'],
    [
      "npm-shrinkwrap.json",
      '{"packages": {"node_modules/a/node_modules/@prisma/client": {"version": "6.1.0"}}}',
    ],
    ["yarn.lock", 'prisma@^6.0.0:\n  version "6.1.0"\n  resolved "x"\n'],
    ["yarn.lock", '"prisma@npm:^6.0.0":\n  version: 6.1.0\n'],
    ["pnpm-lock.yaml", "packages:\n\n  prisma@6.1.0:\n    resolution: {}\n"],
    ["pnpm-lock.yaml", "packages:\n\n  /prisma@6.1.0(typescript@5.0.0):\n"],
    ["pnpm-lock.yaml", "packages:\n\n  /prisma/6.1.0:\n"],
    ["pnpm-lock.yaml", "packages:\n\n  '@prisma/client@6.1.0(prisma@6.1.0)':\n"],
    ["bun.lock", '{\n  "packages": {\n    "prisma": ["prisma@6.1.0", "", {}],\n  }\n}'],
  ])("is read from %s: %s, which counts before package.json", (file, text) => {
    const files = {
      [`../../../${file}`]: text,
      "../../package.json": '{"dependencies": {"prisma": "^7.9.0"}}',
    };
    expect(version(files)).toEqual({ splits: false, label: `Prisma 6.1.0 (${file})` });
  });

  it.each([
    {},
    { "../package.json": "{" },
    { "../package.json": '{"dependencies": {"prisma": "latest"}}' },
    { "../package.json": "[]" },
  ])("is taken for 7.4 or newer where nothing says it: %j", (files: Record<string, string>) =>
    expect(version(files)).toEqual({ splits: true, label: "Prisma, taken for 7.4 or newer," }),
  );

  it("before 7.4 is sent as one string", () => {
    const around = { "../../package.json": '{"devDependencies": {"prisma": "6.0.0"}}' };
    expect(sent("SELECT 1; SELECT 2;", around)).toMatchObject({
      transaction: "implicit",
      splits: false,
      because: "Prisma 6.0.0 (package.json) does not split files",
    });
  });
});
