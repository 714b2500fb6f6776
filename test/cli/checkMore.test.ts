import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { freshDatabase } from "../support/servers.ts";
import { cli, errorLines, folderWith, run, type Ran } from "./support/program.ts";
import { checkJson, reportShape } from "./support/report.ts";

/* `check -`, `check --fix` and the grades of ways back. */

const files = {
  "m/0001_a.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text);\n",
  "m/0001_a.down.sql": "DROP TABLE users;\n",
  "m/0002_b.up.sql": "ALTER TABLE users ADD COLUMN a int;\r\nALTER TABLE users DROP COLUMN email;\r\n",
  "m/0002_b.down.sql": "ALTER TABLE users DROP COLUMN a;\nALTER TABLE users ADD COLUMN email text;\n",
  "m/0003_c.up.sql": "ALTER TABLE users ADD COLUMN b int;\n",
  "m/0003_c.down.sql": "SELECT 1;\n",
};

async function piped(input: string | Uint8Array, args: readonly string[], cwd: string): Promise<Ran> {
  const child = spawn(process.execPath, [cli, "check", "-", ...args], { cwd, timeout: 600_000 });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined).end(input);
  return new Promise((done) => child.once("close", (status) => done({ status, stdout, stderr })));
}

describe("check -", () => {
  const drop = "ALTER TABLE users DROP COLUMN name;\n";

  it("checks what is on standard input by itself, and writes nothing", async () => {
    const cwd = folderWith({});
    const ran = await piped(drop, ["--format", "lines"], cwd);
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    expect(ran.stdout).toMatch(/^stdin\.sql:1:19: warning: .*\[drops-column\]$/m);
    expect(ran.stdout).toContain("[unknown-relation]");
    expect(existsSync(join(cwd, "stdin.sql"))).toBe(false);
  });

  it("with a name stands in its project, over the migrations before it, whatever is on the disk", async () => {
    const cwd = folderWith(files);
    const json = async (name: string) => {
      const ran = await piped(drop, ["--stdin-filename", name, "--format", "json"], cwd);
      return reportShape.parse(JSON.parse(ran.stdout)).migrations;
    };
    const [added, ...more] = await json("m/0004_d.up.sql");
    expect(more).toEqual([]);
    expect(added).toMatchObject({ path: "m/0004_d.up.sql", tool: "golang-migrate" });
    expect(added?.statements[0]?.hazards.map(({ rule }) => rule)).not.toContain("unknown-relation");
    const [instead] = await json("m/0003_c.up.sql");
    expect(instead?.statements.map(({ sql }) => sql)).toEqual(["ALTER TABLE users DROP COLUMN name"]);
    expect(readFileSync(join(cwd, "m/0003_c.up.sql"), "utf8")).toBe(files["m/0003_c.up.sql"]);
  });

  it.each<[string, string | Uint8Array, readonly string[], RegExp]>([
    ["another path beside it", drop, ["m"], /standard input is checked alone/],
    ["bytes that are no text", Uint8Array.from([0x63, 0xe9]), [], /standard input is not valid UTF-8/],
    ["--fix", drop, ["--fix"], /standard input cannot be written/],
  ])("refuses %s in one line", async (_what, input, args, message) => {
    const ran = await piped(input, args, folderWith(files));
    expect([ran.status, ran.stdout]).toEqual([2, ""]);
    expect(errorLines(ran)).toEqual([expect.stringMatching(message)]);
  });

  it("of nothing at all is fine", async () => {
    expect((await piped("", [], folderWith({}))).status).toBe(0);
  });
});

describe("check --fix", () => {
  const fixed = "SET LOCAL lock_timeout = '5s';\r\n";

  it("writes what is remedied in place, says it, and reports what is left", async () => {
    const cwd = folderWith(files);
    const ran = await run(["check", "m/0002_b.up.sql", "--fix", "--format", "lines"], { cwd });
    expect(errorLines(ran)).toEqual([expect.stringMatching(/^m\/0002_b\.up\.sql:1:1: fixed: /)]);
    expect(readFileSync(join(cwd, "m/0002_b.up.sql"), "utf8")).toBe(fixed + files["m/0002_b.up.sql"]);
    expect(readFileSync(join(cwd, "m/0003_c.up.sql"), "utf8")).toBe(files["m/0003_c.up.sql"]);
    expect(ran.stdout).toContain("[drops-column]");
    expect(ran.stdout).not.toMatch(/0002_b\.up\.sql:.*missing-lock-timeout/);
    const again = await run(["check", "m/0002_b.up.sql", "--fix"], { cwd });
    expect(again.stderr).toBe("");
  });

  it("leaves alone what somebody has accepted", async () => {
    const reason = "-- lockkeeper-ignore missing-lock-timeout: at night\n";
    const cwd = folderWith({ ...files, "m/0002_b.up.sql": reason + files["m/0002_b.up.sql"] });
    await run(["baseline", "m/0003_c.up.sql", "--write"], { cwd });
    const ran = await run(["check", "m", "--fix", "--baseline", "lockkeeper-baseline.json"], { cwd });
    expect(ran.stderr).toBe("");
    expect(readFileSync(join(cwd, "m/0003_c.up.sql"), "utf8")).toBe(files["m/0003_c.up.sql"]);
  });

  it("touches no migration that the database has applied", async () => {
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const cwd = folderWith(files);
    const target = ["--database", database.url];
    expect((await run(["up", "m", "--steps", "2", ...target], { cwd })).status).toBe(0);
    const ran = await run(["check", "m", "--fix", ...target], { cwd });
    expect(errorLines(ran)).toEqual([expect.stringMatching(/^m\/0003_c\.up\.sql:1:1: fixed: /)]);
    expect(readFileSync(join(cwd, "m/0002_b.up.sql"), "utf8")).toBe(files["m/0002_b.up.sql"]);
  });
});

describe("the grade of a down", () => {
  it("is told of each migration, with what is lost and what stays", async () => {
    const cwd = folderWith(files);
    const { report } = await checkJson(["m", "--rollback"], { cwd });
    expect(report.migrations.flatMap(({ path, rollback }) => (rollback ? [[path, rollback]] : []))).toEqual([
      ["m/0001_a.up.sql", { grade: "reversible", down: "written", lost: [], left: [] }],
      [
        "m/0002_b.up.sql",
        {
          ...{ grade: "lossy", down: "written", left: [] },
          lost: ["the values of public.users.email are gone"],
        },
      ],
      [
        "m/0003_c.up.sql",
        { grade: "irreversible", down: "written", lost: [], left: ["the column public.users.b stays"] },
      ],
    ]);
    const { stdout } = await run(["check", "m", "--rollback"], { cwd });
    expect(stdout).toContain("Ways back: 1 reversible, 1 lossy, 1 irreversible.\n");
    expect(stdout).toContain("  m/0003_c.up.sql: irreversible: the column public.users.b stays\n");
  });

  it("counts on rows in the tables, which a down meets too", async () => {
    const down = "ALTER TABLE users DROP COLUMN b;\nALTER TABLE users ADD COLUMN d int NOT NULL;\n";
    const cwd = folderWith({
      ...files,
      "m/0003_c.up.sql": `${files["m/0003_c.up.sql"]}\nALTER TABLE users ADD COLUMN d int;\nALTER TABLE users DROP COLUMN d;\n`,
      "m/0003_c.down.sql": `${down}ALTER TABLE users DROP COLUMN d;\n`,
    });
    const { report } = await checkJson(["m", "--rollback"], { cwd });
    const last = report.migrations.find(({ path }) => path === "m/0003_c.up.sql")?.rollback;
    expect(last?.grade).toBe("irreversible");
    expect(last?.left[0]).toMatch(/^the down section fails where there are rows \(column "d" of relation/);
  });

  it("knows what a function is set to while it runs", async () => {
    const sql = (set: string) => `CREATE FUNCTION f() RETURNS int LANGUAGE sql ${set} AS 'SELECT 1';\n`;
    const cwd = folderWith({
      "m/0001_a.up.sql": sql("SET search_path FROM CURRENT"),
      "m/0001_a.down.sql": "DROP FUNCTION f();\n",
      "m/0002_b.up.sql": "DROP FUNCTION f();\n",
      "m/0002_b.down.sql": sql(""),
    });
    const { report } = await checkJson(["m", "--rollback"], { cwd });
    const last = report.migrations.find(({ path }) => path === "m/0002_b.up.sql")?.rollback;
    expect(last?.left).toEqual([expect.stringContaining("differs in settings")]);
  });

  it.each([
    ["irreversible", files, 1],
    ["irreversible", { ...files, "m/0003_c.down.sql": "ALTER TABLE users DROP COLUMN b;\n" }, 0],
    ["lossy", { ...files, "m/0003_c.down.sql": "ALTER TABLE users DROP COLUMN b;\n" }, 1],
    ["irreversible", { ...files, "m/0003_c.down.sql": "ALTER TABLE users DROP COLUMN c;\n" }, 1],
  ])("--fail-on %s decides the exit status, %#", async (grade, project, status) => {
    const ran = await run(["check", "m", "--fail-on", grade, "--max-risk", "critical"], {
      cwd: folderWith(project),
    });
    expect([ran.status, ran.stderr]).toEqual([status, ""]);
  });

  it("of a migration without a down is that of the best one", async () => {
    const cwd = folderWith(files);
    writeFileSync(join(cwd, "m/0004_d.up.sql"), "ALTER TABLE users ADD COLUMN c int;\n");
    const { report } = await checkJson(["m", "--rollback"], { cwd });
    expect(report.migrations.at(-1)?.rollback).toEqual({
      ...{ grade: "reversible", down: "missing", lost: [], left: [] },
    });
  });
});

describe("check with rules that are off", () => {
  const dropped = { ...files, "m/0004_d.up.sql": "SELECT 1;\n\nDROP TABLE users;\n" };
  const off = (...rules: readonly string[]) =>
    JSON.stringify({ rules: Object.fromEntries(rules.map((id) => [id, "off"])) });

  it("says why it fails where nothing else does, in every form", async () => {
    const cwd = folderWith({
      ...dropped,
      "lockkeeper.config.json": off("drops-table", "drops-column", "missing-lock-timeout", "missing-down"),
    });
    for (const format of ["text", "json", "github", "sarif"]) {
      const ran = await run(["check", "m", "--format", format], { cwd });
      expect(ran.status).toBe(1);
      expect(errorLines(ran).filter((line) => line.startsWith("m/0004_d.up.sql:3:1: "))).toEqual([
        expect.stringMatching(
          /^m\/0004_d\.up\.sql:3:1: \w+ risk, above --max-risk medium, though no finding/,
        ),
      ]);
    }
    const ran = await run(["check", "m", "--max-risk", "critical"], { cwd });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
  });

  it("says it once where a finding does", async () => {
    const ran = await run(["check", "m"], { cwd: folderWith(dropped) });
    expect([ran.status, ran.stderr]).toEqual([1, ""]);
  });
});

it("refuses to accept what comes on standard input, in one line", async () => {
  const ran = await run(["baseline", "-", "--write"], { cwd: folderWith(files) });
  expect([ran.status, ran.stdout]).toEqual([2, ""]);
  expect(errorLines(ran)).toEqual([expect.stringMatching(/baseline: standard input cannot be accepted/)]);
});
