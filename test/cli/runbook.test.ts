import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";

const files = {
  "m/0001_a.up.sql":
    "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int PRIMARY KEY, a int, note text);\n",
  "m/0001_a.down.sql": "DROP TABLE b, a;\n",
  "m/0002_type.up.sql": "ALTER TABLE b ALTER COLUMN a TYPE bigint;\nALTER TABLE a ADD COLUMN x int;\n",
  "m/0002_type.down.sql": "ALTER TABLE a DROP COLUMN x;\nALTER TABLE b ALTER COLUMN a TYPE int;\n",
  "m/0003_index.up.sql": "CREATE INDEX CONCURRENTLY b_note ON b (note);\n",
  "m/0003_index.down.sql": "DROP INDEX CONCURRENTLY b_note;\n",
  "m/0004_drop.up.sql": "ALTER TABLE b DROP COLUMN note;\n",
  "m/0005_odd.up.sql": 'CREATE TABLE "Odd | `T`" (id int);\n',
  "m/0006_odd.up.sql": 'TRUNCATE "Odd | `T`";\n',
  "m/0007_down.down.sql": "SELECT 1;\n",
  "sizes.json": JSON.stringify([{ schema: "public", table: "b", rows: 9_000_000, bytes: 2_000_000_000 }]),
};

async function runbook(file: string, ...more: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(["runbook", file, ...more], { cwd: folderWith(files) });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

describe("runbook", () => {
  it("has everything for a rewrite within a transaction, with the size of the table", async () => {
    const text = await runbook("m/0002_type.up.sql", "--statistics", "sizes.json");
    expect(text.match(/^#+ .*$/gm)).toEqual([
      "# Runbook: 0002 type",
      "## What will happen",
      "## Before",
      "## While it runs",
      "## Stop it",
      "## After",
      "## Go back",
    ]);
    expect(text).toContain("golang-migrate sends 2 statements of migration 0002 in one transaction");
    expect(text).toMatch(
      /^\| 1 \| `ALTER TABLE b ALTER COLUMN a TYPE bigint` \| ACCESS EXCLUSIVE on public.b \(reads, writes, DDL wait\) \|/m,
    );
    expect(text).toContain("9,000,000 rows, 2 GB: about 20 s to 3 min");
    expect(text).toContain("to_regclass('public.b'), to_regclass('public.a')");
    expect(text).toContain("There is room on the disk");
    expect(text).toContain("What has no statistics any more");
    expect(text).toContain("its transaction is rolled back");
    expect(text).not.toContain("INVALID");
    expect(text).toContain("Going back brings everything back as it was.");
  });

  it("speaks of old transactions, INVALID indexes and half of a file where an index is built CONCURRENTLY", async () => {
    const text = await runbook("m/0003_index.up.sql");
    expect(text).toContain("not as one transaction");
    expect(text).toContain("CONCURRENTLY waits for all of them");
    expect(text).toContain("pg_stat_progress_create_index");
    expect(text).toContain("leaves an INVALID index");
    expect(text).not.toContain("its transaction is rolled back");
  });

  it("says what going back does not bring back, and that no down section is written", async () => {
    const text = await runbook("m/0004_drop.up.sql");
    expect(text).toMatch(
      /^Going back brings the schema back, and not all of the data: No down section is written/m,
    );
    expect(text).toMatch(/^- .*b\.note/m);
    expect(text).toContain("line 1 breaks the application version now running");
  });

  it("asks for nothing that a new table does not need, and keeps odd names in their places", async () => {
    expect(await runbook("m/0005_odd.up.sql")).not.toContain("pg_locks");
    const text = await runbook("m/0006_odd.up.sql");
    expect(text).toContain("to_regclass('public.\"Odd | `T`\"')");
    for (const line of text.split("\n").filter((each) => each.startsWith("| ")))
      expect(line.replaceAll("\\|", "").split("|"), line).toHaveLength(7);
  });

  it("holds the phases of a rollout that the migration begins", async () => {
    const cwd = folderWith(files);
    const rewritten = await run(["rewrite", "m/0004_drop.up.sql", "--line", "1", "--write"], { cwd });
    expect(rewritten.stderr).toBe("");
    const { stdout } = await run(["runbook", "m/0004_drop.up.sql"], { cwd });
    expect(stdout).toContain("## Phases to come");
    expect(stdout).toMatch(/^- \[ \] deploy first: /m);
  });

  it.each([
    { args: ["runbook"], says: "name one migration file" },
    { args: ["runbook", "m/0001_a.up.sql", "m/0002_type.up.sql"], says: "name one migration file" },
    { args: ["runbook", "m/0007_down.down.sql"], says: "no up section" },
    { args: ["runbook", "m/0002_type.up.sql", "--format", "json"], says: "use one of text, markdown" },
  ])("$args is refused", async ({ args, says }) => {
    const ran = await run(args, { cwd: folderWith(files) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toContain(says);
  });
});
