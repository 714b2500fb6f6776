import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";

const first = "CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n";
const pairs = {
  "m/0001_a.up.sql": first,
  "m/0001_a.down.sql": "DROP TABLE users;\n",
  "m/0002_b.up.sql":
    "ALTER TABLE users RENAME COLUMN mail TO email;\nALTER TABLE users ADD COLUMN note text;\n",
};
const way = "ALTER TABLE users DROP COLUMN note;\nALTER TABLE users RENAME COLUMN email TO mail;\n";

/** A project of a tool with one migration that goes up and not down, and where its down is to be afterwards. */
const forms = [
  {
    tool: "dbmate",
    up: "1_a.sql",
    text: `-- migrate:up\n${first}-- migrate:down\n`,
    down: "1_a.sql",
    written: `-- migrate:up\n${first}-- migrate:down\nSET LOCAL lock_timeout = '5s';\nDROP TABLE users;\n`,
  },
  {
    tool: "dbmate, told to stay out of transactions",
    up: "2_b.sql",
    more: { "m/1_a.sql": `-- migrate:up\n${first}-- migrate:down\nDROP TABLE users;\n` },
    text: "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (mail);\n\n-- migrate:down\n",
    down: "2_b.sql",
    written:
      "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (mail);\n\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY i;\n",
  },
  {
    tool: "goose",
    up: "1_a.sql",
    text: `-- +goose Up\n${first}`,
    down: "1_a.sql",
    written: `-- +goose Up\n${first}\n-- +goose Down\nSET LOCAL lock_timeout = '5s';\n\nDROP TABLE users;\n`,
  },
  {
    tool: "node-pg-migrate",
    up: "1_a.sql",
    text: `-- Up Migration\n${first}`,
    down: "1_a.sql",
    written: `-- Up Migration\n${first}\n-- Down Migration\nSET LOCAL lock_timeout = '5s';\nDROP TABLE users;\n`,
  },
  {
    tool: "Diesel",
    up: "1_a/up.sql",
    text: first,
    down: "1_a/down.sql",
    written: "SET LOCAL lock_timeout = '5s';\nDROP TABLE users;\n",
  },
  {
    tool: "Flyway",
    up: "V1__a.sql",
    text: first,
    down: "U1__a.sql",
    written: "SET LOCAL lock_timeout = '5s';\nDROP TABLE users;\n",
  },
  {
    tool: "sqlx",
    up: "1_a.up.sql",
    more: { "m/sqlx.toml": "" },
    text: `-- Add up migration script here\n${first}`,
    down: "1_a.down.sql",
    written: "SET LOCAL lock_timeout = '5s';\nDROP TABLE users;\n",
  },
];

describe("down-for", () => {
  it("prints the down section and says what it is worth", async () => {
    const cwd = folderWith(pairs);
    const { status, stdout, stderr } = await run(["down-for", "m/0002_b.up.sql"], { cwd });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toBe(`-- Undoes m/0002_b.up.sql. reversible\nSET LOCAL lock_timeout = '5s';\n${way}`);
    expect(existsSync(join(cwd, "m/0002_b.down.sql"))).toBe(false);
  });

  it("tells the same as JSON", async () => {
    const cwd = folderWith({ ...pairs, "m/0003_c.up.sql": "ALTER TABLE users DROP COLUMN note;\n" });
    const { stdout } = await run(["down-for", "m/0003_c.up.sql", "--format", "json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      path: "m/0003_c.up.sql",
      migration: "0003",
      grade: "lossy",
      lost: ["the values of public.users.note are gone"],
      left: [],
      notes: [],
      statements: ["ALTER TABLE users ADD COLUMN note text"],
      sql: expect.stringContaining(
        "-- irreversible: the values of public.users.note are gone\nALTER TABLE",
      ) as string,
      files: [
        { path: "m/0003_c.down.sql", content: expect.stringContaining("ADD COLUMN note text;\n") as string },
      ],
      edits: [],
    });
  });

  it.each(forms)("writes it as $tool has it", async ({ up, text, down, written, more = {} }) => {
    const cwd = folderWith({ ...more, [`m/${up}`]: text });
    const { status, stderr } = await run(["down-for", `m/${up}`, "--write"], { cwd });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, "m", down), "utf8")).toBe(written);
    const again = await run(["down-for", `m/${up}`, "--write"], { cwd });
    expect(again.status).toBe(2);
    expect(errorLines(again)[0]).toMatch(
      /^m\/.*: this migration has a down section already; nothing was written$/,
    );
  });

  it("keeps the line breaks of a file and the comments of an empty section", async () => {
    const text = `-- migrate:up\n${first}\n-- migrate:down\n-- To do.\n`.replaceAll("\n", "\r\n");
    const cwd = folderWith({ "m/1_a.sql": text });
    await run(["down-for", "m/1_a.sql", "--write"], { cwd });
    const lines = ["-- To do.", "SET LOCAL lock_timeout = '5s';", "DROP TABLE users;", ""].join("\r\n");
    expect(readFileSync(join(cwd, "m/1_a.sql"), "utf8")).toBe(text.replace("-- To do.\r\n", lines));
  });

  it("says why it writes nothing", async () => {
    const cwd = folderWith({
      "prisma/migrations/1_a/migration.sql": first,
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
      "m/1_a.sql": "-- migrate:down\nSELECT 1;\n",
    });
    const prisma = ["down-for", "prisma/migrations/1_a/migration.sql"];
    expect((await run(prisma, { cwd })).stdout).toContain("DROP TABLE users;");
    const refused = await run([...prisma, "--write"], { cwd });
    expect(refused.status).toBe(2);
    expect(errorLines(refused)[0]).toMatch(
      /migration\.sql:1:1: Prisma.* has no down sections; nothing was written$/,
    );
    const none = await run(["down-for"], { cwd });
    expect(errorLines(none)).toEqual(["lockkeeper: down-for: name one migration file"]);
  });
});
