import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";
import { checkJson, hazardsOf } from "./support/report.ts";

const users = { "1_users.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n" };
const low = { ...users, "2_add.sql": "ALTER TABLE users ADD COLUMN country text;\n" };
const medium = { ...users, "2_index.sql": "CREATE INDEX users_name ON users (name);\n" };
const high = { ...users, "2_type.sql": "ALTER TABLE users ALTER COLUMN name TYPE int USING name::int;\n" };
const critical = { ...users, "2_gone.sql": "ALTER TABLE users DROP COLUMN email;\n" };

describe("the exit status of check", () => {
  it.each([
    ["nothing", users, [], 0],
    ["low", low, [], 0],
    ["medium", medium, [], 0],
    ["high", high, [], 1],
    ["critical", critical, [], 1],
    ["medium", medium, ["--max-risk", "low"], 1],
    ["low", low, ["--max-risk", "low"], 0],
    ["low", low, ["--max-risk", "none"], 1],
    ["high", high, ["--max-risk", "high"], 0],
    ["critical", critical, ["--max-risk", "high"], 1],
    ["a syntax error", { "1.sql": "CREATE TABL users;" }, ["--max-risk", "critical"], 1],
  ])("with %s, %#: %s", async (_risk, files, args, status) => {
    const ran = await run(["check", ".", ...args], { cwd: folderWith(files) });
    expect(ran.stderr).toBe("");
    expect(ran.status, ran.stdout).toBe(status);
  });
});

describe("check in lines", () => {
  it("writes a line for each finding, as compilers do, and a summary", async () => {
    const cwd = folderWith(medium);
    const { stdout } = await run(["check", ".", "--format", "lines"], { cwd });
    const line = stdout.split("\n").find((each) => each.includes("[create-index-blocks-writes]"));
    expect(line).toMatch(
      /^2_index\.sql:1:1: warning: Writes to public\.users wait while it is scanned to build an index\..*SHARE on public\.users/,
    );
    expect(stdout).toContain(
      "2 migrations, 2 statements, 2 analysed. Risk: 1 none, 0 low, 1 medium, 0 high, 0 critical.",
    );
    expect(stdout).toContain("Read as Plain SQL files: .");
  });

  it("says on which majors a finding holds, where not on all", async () => {
    const cwd = folderWith({
      ...users,
      "2_null.sql": "ALTER TABLE users ADD CONSTRAINT named NOT NULL name NOT VALID;\n",
    });
    const { stdout } = await run(["check", ".", "--postgres", "17,18"], { cwd });
    expect(stdout).toContain("on PostgreSQL 17");
    expect(stdout).not.toContain("on PostgreSQL 18");
  });
});

describe("--postgres", () => {
  it("decides for which majors effects are given", async () => {
    const { report } = await checkJson([".", "--postgres", "18,16,16"], { cwd: folderWith(low) });
    expect(report.postgres).toEqual([16, 18]);
  });

  it.each(["13", "20", "fourteen", "", "14,", "1.8e1x"])("refuses %j", async (list) => {
    const ran = await run(["check", ".", "--postgres", list], { cwd: folderWith(low) });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe("");
    expect(errorLines(ran)).toEqual([expect.stringContaining("not a known major version")]);
  });
});

describe("--statistics", () => {
  const size = (rows: number) => [{ schema: "public", table: "users", rows, bytes: rows * 100 }];
  const notNull = { ...users, "2_null.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n" };
  const required = { ...users, "2_add.sql": "ALTER TABLE users ADD COLUMN country text NOT NULL;\n" };

  it.each([
    ["a scan of a large table", notNull, 5_000_000, "high"],
    ["a scan of a small table", notNull, 10, "medium"],
    ["a required column on a table with rows", required, 10, "critical"],
    ["a required column on an empty table", required, 0, "medium"],
  ])("changes the risk of %s", async (_what, files, rows, risk) => {
    const cwd = folderWith({ ...files, "sizes.json": JSON.stringify(size(rows)) });
    const { report } = await checkJson([".", "--statistics", "sizes.json"], { cwd });
    expect(report.migrations[1]?.statements[0]?.risk).toBe(risk);
  });

  it("says the size in the message", async () => {
    const cwd = folderWith({ ...notNull, "sizes.json": JSON.stringify(size(5_000_000)) });
    const { stdout } = await run(["check", ".", "--statistics", "sizes.json"], { cwd });
    expect(stdout).toContain("5,000,000 rows");
  });

  it.each([
    ["missing.json", "there is no such file"],
    ["wrong.json", "not a statistics file"],
    ["broken.json", "not a statistics file"],
  ])("says what is wrong with %s", async (file, message) => {
    const cwd = folderWith({ ...low, "wrong.json": '{"rows": 1}', "broken.json": "{" });
    const ran = await run(["check", ".", "--statistics", file], { cwd });
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([expect.stringMatching(new RegExp(`^${file}:1:1: .*${message}`))]);
  });
});

describe("wrong use", () => {
  it.each([
    [[], "no command given"],
    [["chek", "."], "chek: there is no such command"],
    [["check"], "name at least one file or folder"],
    [["check", "."], "no migrations found"],
    [["check", "nowhere"], "nowhere:1:1: there is no such file or folder"],
    [["check", "notes.txt"], "notes.txt:1:1: this is not a migration"],
    [["check", ".", "--format", "yaml"], "--format yaml: use one of"],
    [["check", ".", "--max-risk", "huge"], "--max-risk huge: use one of"],
    [["check", ".", "--nonsense"], "--nonsense"],
    [["explain"], "name one migration file"],
    [["explain", "a", "b"], "name one migration file"],
    [["up"], "name one migrations folder"],
    [["up", ".", "--steps", "0"], "--steps 0"],
    [["up", ".", "--steps", "many"], "--steps many"],
    [["up", "."], "no migrations found"],
    [["lsp"], "--stdio"],
  ])("%j", async (args, message) => {
    const ran = await run(args, { cwd: folderWith({ "notes.txt": "" }) });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe("");
    expect(errorLines(ran)).toEqual([expect.stringContaining(message)]);
  });

  it("prints its help and its version", async () => {
    for (const args of [["--help"], ["-h"], ["help"], ["check", "--help"]]) {
      const ran = await run(args);
      expect(ran.status).toBe(0);
      expect(ran.stdout).toContain("lockkeeper check PATH");
    }
    expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("several PATHs", () => {
  it("are one project where they lie in one", async () => {
    const cwd = folderWith({
      "m/0001_a.up.sql": users["1_users.sql"],
      "m/0002_b.up.sql": low["2_add.sql"],
      "m/0003_c.up.sql": medium["2_index.sql"],
    });
    const { report } = await checkJson(["m/0003_c.up.sql", "m/0002_b.up.sql"], { cwd });
    expect(report.migrations.map(({ path }) => path)).toEqual(["m/0002_b.up.sql", "m/0003_c.up.sql"]);
    expect(report.summary.migrations).toBe(2);
    expect(hazardsOf(report)).not.toContain("unknown-relation");
  });

  it("may be projects of different tools", async () => {
    const cwd = folderWith({
      "one/migrations/0001_a.up.sql": users["1_users.sql"],
      "two/migrations/20240101000000_b.sql":
        "-- migrate:up\nCREATE TABLE b ();\n-- migrate:down\nDROP TABLE b;\n",
    });
    const both = await checkJson(["one", "two"], { cwd });
    expect(both.report.migrations.map(({ tool }) => tool)).toEqual(["golang-migrate", "dbmate", "dbmate"]);
    const above = await checkJson(["."], { cwd });
    expect(above.report.migrations).toEqual(both.report.migrations);
  });
});

describe("a single file", () => {
  it.each([
    [
      "diesel",
      "migrations/2024-01-02-000000_b/up.sql",
      { "diesel.toml": "", "migrations/2024-01-01-000000_a/up.sql": users["1_users.sql"] },
    ],
    [
      "prisma",
      "prisma/migrations/02_b/migration.sql",
      {
        "prisma/migrations/01_a/migration.sql": users["1_users.sql"],
        "prisma/migrations/migration_lock.toml": "",
      },
    ],
    [
      "golang-migrate",
      "db/0002_b.up.sql",
      { "db/0001_a.up.sql": users["1_users.sql"], "db/0001_a.down.sql": "DROP TABLE users;" },
    ],
    [
      "dbmate",
      "db/migrations/2_b.sql",
      { "db/migrations/1_a.sql": `-- migrate:up\n${users["1_users.sql"]}` },
    ],
    ["flyway", "db/migration/two/V2__b.sql", { "db/migration/one/V1__a.sql": users["1_users.sql"] }],
  ])("of %s is read in its project, from any working directory", async (tool, file, before) => {
    const text = `${tool === "dbmate" ? "-- migrate:up\n" : ""}CREATE INDEX users_name ON users (name);\n`;
    const cwd = folderWith({ ...before, [file]: text });
    const { report } = await checkJson([file], { cwd });
    expect(report.migrations.map(({ path, tool: by }) => [path, by])).toEqual([[file, tool]]);
    expect(hazardsOf(report)).toContain("create-index-blocks-writes");
    expect(hazardsOf(report)).not.toContain("unknown-relation");
    const folder = file.slice(0, file.lastIndexOf("/"));
    const inside = await checkJson([file.slice(folder.length + 1)], { cwd: `${cwd}/${folder}` });
    expect(hazardsOf(inside.report)).toEqual(hazardsOf(report));
  });

  it("that no tool runs is read on its own, and says so", async () => {
    const cwd = folderWith({
      "migrations/0001_a.up.sql": "SELECT 1;",
      "migrations/fix.sql": "UPDATE users SET a = 1;",
    });
    const { report } = await checkJson(["migrations/fix.sql"], { cwd });
    expect(report.problems.map(({ code, path }) => [code, path])).toEqual([
      ["loose-file", "migrations/fix.sql"],
    ]);
    expect(hazardsOf(report)).toContain("update-without-where");
  });
});

describe("its output", () => {
  it("may be cut short by whoever reads it", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_none, index) => [
        `${index + 1}_t.sql`,
        `CREATE TABLE t${index} (id int);`,
      ]),
    );
    const { cutShort } = await import("./support/cutShort.ts");
    const ended = await cutShort(["check", ".", "--format", "json"], folderWith(many));
    expect(ended.stderr).toBe("");
    expect(ended.status).toBe(0);
  });
});
