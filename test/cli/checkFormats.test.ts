import { describe, expect, it } from "vitest";
import { folderWith } from "./support/program.ts";
import { checkJson, textIn } from "./support/report.ts";

/* One small project in several tools' formats, CRLF and emoji included: the report must be exact in each. */

const table = "CREATE TABLE users (\r\n  id bigint PRIMARY KEY, -- 🔑\r\n  name text DEFAULT '😀🎉'\r\n)";
const alter = "ALTER TABLE users /* 👩‍👩‍👧 */ ALTER COLUMN name SET NOT NULL";
const index = "CREATE INDEX CONCURRENTLY users_name ON users (name)";
const undo = "ALTER TABLE users ALTER COLUMN name DROP NOT NULL";

interface Case {
  readonly tool: string;
  readonly files: Readonly<Record<string, string>>;
  /** Version, section, transaction and statements expected, in order. */
  readonly expected: readonly (readonly [string, "up" | "down", string, readonly string[]])[];
}

const cases: readonly Case[] = [
  {
    tool: "golang-migrate",
    files: {
      "migrations/0001_users.up.sql": `-- 😀 first\r\n${table};\r\n`,
      "migrations/0001_users.down.sql": "DROP TABLE users",
      "migrations/0002_name.up.sql": `${alter};${undo};\n${alter};`,
      "migrations/0002_name.down.sql": `${undo};\r\n`,
    },
    expected: [
      ["0001", "up", "implicit", [table]],
      ["0001", "down", "implicit", ["DROP TABLE users"]],
      ["0002", "up", "implicit", [alter, undo, alter]],
      ["0002", "down", "implicit", [undo]],
    ],
  },
  {
    tool: "dbmate",
    files: {
      "db/migrations/20240101000000_users.sql": `-- migrate:up\r\n${table};\r\n-- migrate:down\r\nDROP TABLE users;\r\n`,
      "db/migrations/20240102000000_index.sql": `-- migrate:up transaction:false\n${index};\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY users_name;\n`,
    },
    expected: [
      ["20240101000000", "up", "single", [table]],
      ["20240101000000", "down", "single", ["DROP TABLE users"]],
      ["20240102000000", "up", "implicit", [index]],
      ["20240102000000", "down", "implicit", ["DROP INDEX CONCURRENTLY users_name"]],
    ],
  },
  {
    tool: "goose",
    files: {
      "sql/00001_users.sql": `-- +goose Up\n${table};\n-- +goose Down\nDROP TABLE users;\n`,
      "sql/00002_index.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${index};\n${alter};\n-- +goose Down\n${undo};\n`,
    },
    expected: [
      ["00001", "up", "single", [table]],
      ["00001", "down", "single", ["DROP TABLE users"]],
      ["00002", "up", "autocommit", [index, alter]],
      ["00002", "down", "autocommit", [undo]],
    ],
  },
  {
    tool: "diesel",
    files: {
      "diesel.toml": "",
      "migrations/2024-01-01-000000_users/up.sql": `${table};\r\n`,
      "migrations/2024-01-01-000000_users/down.sql": "DROP TABLE users;\r\n",
      "migrations/2024-01-02-000000_index/up.sql": `${index};`,
      "migrations/2024-01-02-000000_index/down.sql": "DROP INDEX CONCURRENTLY users_name;",
      "migrations/2024-01-02-000000_index/metadata.toml": "run_in_transaction = false\n",
    },
    expected: [
      ["20240101000000", "up", "single", [table]],
      ["20240101000000", "down", "single", ["DROP TABLE users"]],
      ["20240102000000", "up", "implicit", [index]],
      ["20240102000000", "down", "implicit", ["DROP INDEX CONCURRENTLY users_name"]],
    ],
  },
  {
    tool: "prisma",
    files: {
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
      "prisma/migrations/20240101000000_users/migration.sql": `-- CreateTable\r\n${table};\r\n`,
      "prisma/migrations/20240102000000_name/migration.sql": `${alter};\n${undo};`,
    },
    expected: [
      ["20240101000000_users", "up", "autocommit", [table]],
      ["20240102000000_name", "up", "autocommit", [alter, undo]],
    ],
  },
  {
    tool: "prisma",
    files: {
      "package.json": '{ "devDependencies": { "prisma": "~7.3.0" } }',
      "prisma/schema.prisma": "",
      "prisma/migrations/1_users/migration.sql": `${table};\n${undo};`,
    },
    expected: [["1_users", "up", "implicit", [table, undo]]],
  },
  {
    tool: "drizzle",
    files: {
      "drizzle/meta/_journal.json": `{ "entries": [
        { "idx": 0, "when": 1704067200000, "tag": "0000_users" }, { "idx": 1, "when": 1704153600000, "tag": "0001_name" } ] }`,
      "drizzle/0000_users.sql": `${table}--> statement-breakpoint\n${undo};`,
      "drizzle/0001_name.sql": `${alter};`,
    },
    expected: [
      ["0000_users", "up", "all-pending", [table, undo]],
      ["0001_name", "up", "all-pending", [alter]],
    ],
  },
  {
    tool: "drizzle",
    files: {
      "drizzle/20240101000000_users/migration.sql": `${table};\n--> statement-breakpoint\n${undo};`,
      "drizzle/20240101000000_users/snapshot.json": "{}",
    },
    expected: [["20240101000000_users", "up", "all-pending", [table, undo]]],
  },
  {
    tool: "supabase",
    files: {
      "supabase/config.toml": 'project_id = "shop"\n',
      "supabase/migrations/20240101000000_users.sql": `${table};\n`,
      "supabase/migrations/20240102000000_index.sql": `${alter};\n${index};\nBEGIN;\n${undo};\nCOMMIT;\n`,
    },
    expected: [
      ["20240101000000", "up", "pipeline", [table]],
      ["20240102000000", "up", "autocommit", [alter, index, "BEGIN", undo, "COMMIT"]],
    ],
  },
  {
    tool: "postgrator",
    files: {
      "migrations/001.do.users.sql": `${table};\n`,
      "migrations/001.undo.users.sql": `${undo};\n`,
      "migrations/002.do.name.sql": `${alter};\n`,
    },
    expected: [
      ["001", "up", "implicit", [table]],
      ["001", "down", "implicit", [undo]],
      ["002", "up", "implicit", [alter]],
    ],
  },
  {
    tool: "tern",
    files: {
      "migrations/tern.conf": "",
      "migrations/001_users.sql": `${table};\n\n---- create above / drop below ----\n\n${undo};\n`,
      "migrations/002_index.sql": `---- tern: disable-tx ----\n${index};\n`,
    },
    expected: [
      ["001", "up", "single", [table]],
      ["001", "down", "single", [undo]],
      ["002", "up", "autocommit", [index]],
    ],
  },
  {
    tool: "refinery",
    files: {
      "Cargo.toml": '[dependencies]\nrefinery = "0.8"\n',
      "migrations/V1__users.sql": `${table};\n`,
      "migrations/V2__name.sql": `${alter};\n${undo};\n`,
    },
    expected: [
      ["1", "up", "single", [table]],
      ["2", "up", "single", [alter, undo]],
    ],
  },
  {
    tool: "yoyo",
    files: {
      "yoyo.ini": "",
      "migrations/0001.users.sql": `${table};\n`,
      "migrations/0001.users.rollback.sql": `${undo};\n`,
      "migrations/0002.index.sql": `-- depends: 0001.users\n-- transactional: false\n\n${index};\n`,
    },
    expected: [
      ["0001.users", "up", "single", [table]],
      ["0001.users", "down", "single", [undo]],
      ["0002.index", "up", "autocommit", [index]],
    ],
  },
  {
    tool: "graphile-migrate",
    files: {
      "migrations/committed/000001.sql": `--! Previous: -\n--! Hash: -\n\n${table};\n`,
      "migrations/committed/000002-index.sql": `--! Previous: -\n--! Hash: -\n\n--! no-transaction\n${index};\n`,
      "migrations/current.sql": `-- Enter migration here\n${undo};\n`,
    },
    expected: [
      ["000001", "up", "single", [table]],
      ["000002", "up", "implicit", [index]],
      ["current", "up", "single", [undo]],
    ],
  },
  {
    tool: "atlas",
    files: {
      "migrations/atlas.sum": "",
      "migrations/1_users.sql": `${table};\n`,
      "migrations/2_index.sql": `-- atlas:txmode none\n\n${index};\n`,
    },
    expected: [
      ["1", "up", "single", [table]],
      ["2", "up", "autocommit", [index]],
    ],
  },
  {
    tool: "flyway",
    files: {
      "db/migration/V1__users.sql": `${table};`,
      "db/migration/V1_1__name.sql": `${alter};\r\n${undo};\r\n`,
    },
    expected: [
      ["1", "up", "single", [table]],
      ["1.1", "up", "single", [alter, undo]],
    ],
  },
  {
    tool: "sqlx",
    files: {
      "sqlx.toml": "",
      "migrations/20240101000000_users.sql": `${table};`,
      "migrations/20240102000000_index.sql": `-- no-transaction\n${index};`,
    },
    expected: [
      ["20240101000000", "up", "single", [table]],
      ["20240102000000", "up", "implicit", [index]],
    ],
  },
  {
    tool: "plain",
    files: { "sql/1_users.sql": `${table};\n`, "sql/2_name.sql": `${alter};\n;\n${undo}\n` },
    expected: [
      ["1", "up", "implicit", [table]],
      ["2", "up", "implicit", [alter, undo]],
    ],
  },
];

describe.each(cases)("check --format json reads $tool", ({ tool, files, expected }) => {
  it("statement by statement, at its exact place", async () => {
    const { report, ran } = await checkJson(["."], { cwd: folderWith(files) });
    expect(ran.stderr).toBe("");
    expect(report.postgres).toEqual([15, 18]);
    expect(report.migrations.map((each) => each.tool)).toEqual(expected.map(() => tool));
    expect(
      report.migrations.map(({ migration, section, transaction, statements }) => [
        migration,
        section,
        transaction,
        statements.map(({ sql }) => sql),
      ]),
    ).toEqual(expected);
    expect(report.summary.analysed).toBe(report.summary.statements);
  });
});

describe("what a statement does", () => {
  it("is told for each major, on the offending part, after CRLF and emoji", async () => {
    const text = `-- 😀\r\n${table};\r\n`;
    const change = `/* 🎉 */ ${alter};\r\n`;
    const cwd = folderWith({ "m/0001_a.up.sql": text, "m/0002_b.up.sql": change });
    const { report } = await checkJson(["m"], { cwd });
    const [statement] = report.migrations[1]?.statements ?? [];
    expect(statement?.risk).toBe("medium");
    expect(statement?.effects["18"]).toMatchObject({
      locks: [{ relation: "public.users", mode: "ACCESS EXCLUSIVE" }],
      work: [{ relation: "public.users", kind: "scan" }],
      held: [],
      fails: null,
      mayFail: { sqlstate: "23502" },
    });
    const hazard = statement?.hazards.find(({ rule }) => rule === "set-not-null-scans-table");
    expect(hazard?.severity).toBe("warning");
    expect(hazard === undefined ? "" : textIn(change, hazard.range)).toBe("ALTER COLUMN name SET NOT NULL");
  });

  it("names locks that earlier statements of the transaction hold", async () => {
    const cwd = folderWith({
      "m/0001_a.up.sql": "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int);",
      "m/0002_b.up.sql":
        "ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a NOT VALID; ALTER TABLE a ADD COLUMN x int;",
    });
    const { report } = await checkJson(["m", "--postgres", "16"], { cwd });
    const second = report.migrations[1]?.statements[1];
    expect(second?.effects["16"]?.held).toEqual([
      { relation: "public.b", mode: "SHARE ROW EXCLUSIVE" },
      { relation: "public.a", mode: "SHARE ROW EXCLUSIVE" },
    ]);
  });

  it("counts what is broken and keeps the rest", async () => {
    const cwd = folderWith({ "1.sql": "CREATE TABLE a (id int); ALTER TABLE a ADD COLUMN; DROP TABLE a;" });
    const { report, ran } = await checkJson(["."], { cwd });
    expect(ran.status).toBe(1);
    expect(report.migrations[0]?.statements.map(({ kind, analysed }) => [kind, analysed])).toEqual([
      ["CreateStmt", true],
      ["unparsed", false],
      ["DropStmt", true],
    ]);
  });
});
