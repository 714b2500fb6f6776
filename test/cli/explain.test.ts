import { describe, expect, it } from "vitest";
import { folderWith, run } from "./support/program.ts";
import { reportShape } from "./support/report.ts";

const files = {
  "m/0001_a.up.sql":
    "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int PRIMARY KEY, a int, note varchar(10));\n",
  "m/0001_a.down.sql": "DROP TABLE b, a;\n",
  "m/0002_b.up.sql": [
    "ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a;",
    "ALTER TABLE b ALTER COLUMN note TYPE text;",
    "ALTER TABLE b ADD CONSTRAINT noted NOT NULL note;",
    "CREATE TABLE c (id int);",
    "",
  ].join("\n"),
};

describe("explain", () => {
  it("tells the lock timeline of one file, statement by statement", async () => {
    const { status, stdout, stderr } = await run(["explain", "m/0002_b.up.sql"], { cwd: folderWith(files) });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout.match(/^ {2}line \d+: /gm)).toEqual([
      "  line 1: ",
      "  line 2: ",
      "  line 3: ",
      "  line 4: ",
    ]);
    expect(stdout).toContain("m/0002_b.up.sql, up, sent as: implicit");
    const [first = "", second = "", third = ""] = stdout.split(/^ {2}line /m).slice(1);
    expect(first).toContain("SHARE ROW EXCLUSIVE on public.a");
    expect(first).toContain("SHARE ROW EXCLUSIVE on public.b");
    expect(second).toContain("still held from before: SHARE ROW EXCLUSIVE on public.a");
    expect(third).toContain("PostgreSQL 15:");
    expect(third).toContain("PostgreSQL 18:");
  });

  it("draws one file as SVG, and refuses where there is nothing to draw", async () => {
    const cwd = folderWith({ ...files, "m/0003_c.up.sql": "-- nothing yet\n" });
    const { status, stdout, stderr } = await run(["explain", "m/0002_b.up.sql", "--format", "svg"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^<svg [^>]*role="img"[^]*<\/svg>\n$/u);
    expect(stdout).toContain("public.a has SHARE ROW EXCLUSIVE from line 1 to line 4: writes wait");
    expect(stdout).not.toContain("data-offset");
    const empty = await run(["explain", "m/0003_c.up.sql", "--format", "svg"], { cwd });
    expect(empty).toMatchObject({ status: 2, stdout: "" });
    expect(empty.stderr).toContain("this file has no statements to draw");
  });

  it("knows the migrations before it, and tells nothing of them", async () => {
    const { stdout } = await run(["explain", "m/0002_b.up.sql"], { cwd: folderWith(files) });
    expect(stdout).not.toContain("CREATE TABLE a");
    expect(stdout).not.toContain("assumed");
  });

  it("writes Markdown", async () => {
    const cwd = folderWith(files);
    const { stdout } = await run(["explain", "m/0002_b.up.sql", "--format", "markdown"], { cwd });
    expect(stdout).toMatch(/^## m\/0002_b\.up\.sql, up, sent as: implicit$/m);
    expect(stdout).toMatch(/^### Line 1: `ALTER TABLE b ADD CONSTRAINT/m);
    expect(stdout).toMatch(/^- lock SHARE ROW EXCLUSIVE on public\.a/m);
  });

  it("writes the JSON of check, for this file", async () => {
    const cwd = folderWith(files);
    const { stdout } = await run(["explain", "m/0002_b.up.sql", "--format", "json", "--postgres", "16"], {
      cwd,
    });
    const report = reportShape.parse(JSON.parse(stdout));
    expect(report.migrations.map(({ path }) => path)).toEqual(["m/0002_b.up.sql"]);
    expect(report.postgres).toEqual([16]);
  });
});
