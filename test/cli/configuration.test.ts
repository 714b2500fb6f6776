import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";
import { checkJson, hazardsOf } from "./support/report.ts";

const file = "lockkeeper.config.json";
const project = {
  "db/migrations/0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
  "db/migrations/0002_null.up.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n",
};
const withConfig = (config: unknown) => folderWith({ ...project, [file]: JSON.stringify(config) });

describe("lockkeeper.config.json", () => {
  it("names the majors, found above the folder; --postgres wins", async () => {
    const cwd = withConfig({ postgres: [17, 15, 17] });
    expect((await checkJson(["db/migrations"], { cwd })).report.postgres).toEqual([15, 17]);
    expect((await checkJson(["db", "--postgres", "14"], { cwd })).report.postgres).toEqual([14]);
  });

  it("turns rules off and gives them another severity", async () => {
    const cwd = withConfig({ rules: { "missing-lock-timeout": "off", "set-not-null-scans-table": "error" } });
    const { report } = await checkJson(["."], { cwd });
    expect(hazardsOf(report)).not.toContain("missing-lock-timeout");
    const hazard = report.migrations[1]?.statements[0]?.hazards.find(
      ({ rule }) => rule === "set-not-null-scans-table",
    );
    expect(hazard?.severity).toBe("error");
  });

  it("has presets, and other ones for some files of a project and of its neighbour", async () => {
    const dropped = "DROP TABLE users;\n";
    const cwd = folderWith({
      ...project,
      "db/migrations/0003_drop.up.sql": dropped,
      "old/migrations/1_users.sql": "CREATE TABLE users (id bigint PRIMARY KEY);\n",
      "old/migrations/2_drop.sql": dropped,
      [file]: JSON.stringify({
        preset: "strict",
        overrides: [{ files: ["old", "db/migrations/0003*"], rules: { "drops-table": "info" } }],
      }),
    });
    const { report } = await checkJson(["."], { cwd });
    const severities = (path: string) =>
      report.migrations
        .filter((each) => each.path === path)
        .flatMap(({ statements }) => statements.flatMap(({ hazards }) => hazards))
        .map(({ rule, severity }) => `${rule} ${severity}`);
    expect(severities("db/migrations/0002_null.up.sql")).toContain("missing-lock-timeout warning");
    expect(severities("db/migrations/0003_drop.up.sql")).toContain("drops-table info");
    expect(severities("old/migrations/2_drop.sql")).toContain("drops-table info");
    const [single] = (await checkJson(["2_drop.sql"], { cwd: `${cwd}/old/migrations` })).report.migrations;
    expect(single?.statements[0]?.hazards.map(({ severity }) => severity)).toContain("info");
  });

  it("names the statistics, relative to itself, and what counts as large", async () => {
    const cwd = folderWith({
      ...project,
      "sizes/now.json": '[{"schema": "public", "table": "users", "rows": 5000, "bytes": 1}]',
      [file]: JSON.stringify({ statistics: "sizes/now.json", largeTable: { rows: 5000 } }),
    });
    const { report } = await checkJson(["db"], { cwd });
    expect(report.migrations[1]?.statements[0]?.risk).toBe("high");
  });

  it("names the folders and their tool", async () => {
    const cwd = folderWith({
      "one/1_a.sql": "CREATE TABLE a ();",
      "two/migrations/2_b.sql": "CREATE TABLE b ();",
      "three/migrations/3_c.sql": "CREATE TABLE c ();",
      [file]: JSON.stringify({ migrations: [{ folder: "one", tool: "sqlx" }, "two/migrations"] }),
    });
    const { report } = await checkJson(["."], { cwd });
    expect(report.migrations.map(({ path, tool }) => [path, tool])).toEqual([
      ["one/1_a.sql", "sqlx"],
      ["two/migrations/2_b.sql", "plain"],
    ]);
    const one = await checkJson(["1_a.sql"], { cwd: `${cwd}/one` });
    expect(one.report.migrations.map(({ tool }) => tool)).toEqual(["sqlx"]);
  });

  it.each([
    ["a missing brace", '{\n  "postgres": [14],\n', 3, 1, "not JSON"],
    ["a comment", "{ // majors\n}", 1, 3, "not JSON"],
    ["nothing", "", 1, 1, "not JSON"],
    ["a trailing comma", '{\n  "postgres": [14],\n}', 3, 1, "not JSON"],
    ["an unknown key", '{\n  "postgres": [14],\n  "postgress": [15]\n}', 3, 3, "there is no key `postgress`"],
    ["an unknown inner key", '{ "database":\n { "knd": "embedded" } }', 2, 4, "there is no key `knd`"],
    ["an unknown major", '{ "postgres": [14,\n 13] }', 2, 2, "postgres.1: "],
    ["a wrong type", '{ "lockTimeout": 5 }', 1, 18, "lockTimeout: "],
    ["an unknown severity", '{ "rules": { "drops-table": "loud" } }', 1, 29, "rules.drops-table: "],
    ["an unknown preset", '{\n "preset": "strikt" }', 2, 12, "preset: "],
    ["a pattern that leads out", '{ "overrides": [{ "files": [\n"../a"] }] }', 2, 1, "leads out"],
    ["a list", "[]", 1, 1, "the file: "],
    ["two mistakes", '{ "a": 1, "b": 2 }', 1, 3, "(and 1 more)"],
  ])("with %s is an error at its place", async (_what, text, line, column, message) => {
    const ran = await run(["check", "db"], { cwd: folderWith({ ...project, [file]: text }) });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe("");
    const [only, ...more] = errorLines(ran);
    expect(more).toEqual([]);
    expect(only?.startsWith(`${file}:${line}:${column}: `), only).toBe(true);
    expect(only).toContain(message);
  });

  it("with statistics that are not there is an error that names them", async () => {
    const ran = await run(["check", "db"], { cwd: withConfig({ statistics: "none.json" }) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual(["none.json:1:1: there is no such file"]);
  });
});
