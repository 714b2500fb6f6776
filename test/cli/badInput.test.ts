import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run, write } from "./support/program.ts";
import { checkJson, hazardsOf } from "./support/report.ts";

/* Whatever lies in the folder: a clear line about it, and the other files are analysed all the same. */

const good = {
  "0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
  "0001_users.down.sql": "DROP TABLE users;\n",
};
const after = { "0003_null.up.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n" };
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn("Not root: unreadable files are tried as this user.");
const someone = isRoot ? { uid: nobody } : {};

/** The others are analysed: the hazard of the last file, which needs the first, is found. */
async function expectTheRest(cwd: string, options: { readonly uid?: number } = {}) {
  const { report, ran } = await checkJson(["."], { cwd, ...options });
  const last = report.migrations.filter(({ path }) => path === "0003_null.up.sql");
  const hazards = hazardsOf({ ...report, migrations: last });
  expect(hazards).toContain("set-not-null-scans-table");
  expect(hazards).not.toContain("unknown-relation");
  return { report, ran };
}

describe("a file that is no text", () => {
  it.each([
    ["a binary file", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0, 0xff]), "zero bytes"],
    [
      "invalid UTF-8",
      Uint8Array.from([...Buffer.from("SELECT 1;\n-- caf"), 0xe9, 0x0a]),
      "not valid UTF-8 (line 2)",
    ],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, ...Buffer.from("SELECT 1;", "utf16le")]), "UTF-16"],
    ["UTF-16 from elsewhere", Uint8Array.from([0xfe, 0xff, 0, 0x53]), "UTF-16"],
  ])("%s", async (_what, bytes, message) => {
    const cwd = folderWith({ ...good, "0002_odd.up.sql": bytes, ...after });
    const { ran } = await expectTheRest(cwd);
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([expect.stringContaining(message)]);
    expect(errorLines(ran)[0]).toMatch(/^0002_odd\.up\.sql:1:1: /);
  });

  it("50 MB of SQL, refused at once", async () => {
    const line = "INSERT INTO users VALUES (1, 'a name that is not short at all');\n";
    const huge = Buffer.alloc(50 * 1024 * 1024, line);
    const cwd = folderWith({ ...good, "0002_huge.up.sql": huge, ...after });
    const { ran } = await expectTheRest(cwd);
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([
      expect.stringMatching(/^0002_huge\.up\.sql:1:1: .*50 MB.*not read.*limit is \d+ MB/),
    ]);
    // It is large, and nothing else: its bytes are those of a text.
    expect(ran.stdout).toContain("file-too-large");
    expect(ran.stdout).not.toContain("UTF-8");
  });

  it("10 MB of SQL, read without a hang", async () => {
    const row = `(1, '${"x".repeat(100)}'),\n`;
    const large = `INSERT INTO users VALUES\n${row.repeat(90_000)}(2, 'end');\n`;
    const cwd = folderWith({ ...good, "0002_large.up.sql": large, ...after });
    const { report, ran } = await expectTheRest(cwd);
    expect(ran.stderr).toBe("");
    expect(report.summary.statements).toBe(4);
  });
});

describe("text that is odd", () => {
  it.each([
    ["an empty file", "", 0],
    ["only comments", "-- nothing yet\n/* and nothing here */\n", 0],
    ["only semicolons", ";;;\r\n;", 0],
    ["CRLF", "ALTER TABLE users\r\n  ADD COLUMN a int;\r\n\r\nALTER TABLE users ADD COLUMN b int;\r\n", 2],
    ["old Mac line ends", "ALTER TABLE users\r ADD COLUMN a int;\r", 1],
    ["a byte order mark", "\uFEFFALTER TABLE users ADD COLUMN a int;\n", 1],
    ["no final semicolon", "ALTER TABLE users ADD COLUMN a int", 1],
    ["ten thousand brackets", `SELECT ${"(".repeat(10_000)}1${")".repeat(10_000)};`, 1],
  ])("%s", async (_what, text, statements) => {
    const cwd = folderWith({ ...good, "0002_odd.up.sql": text, ...after });
    const { report, ran } = await expectTheRest(cwd);
    expect(ran.stderr).toBe("");
    const odd = report.migrations.find(({ path }) => path === "0002_odd.up.sql");
    expect(odd?.statements).toHaveLength(statements);
  });

  it.each([
    ["an unclosed $$", "DO $$ BEGIN\n  PERFORM 1;\n", "unterminated-dollar-quote", "1:4"],
    ["an unclosed quote", "SELECT 1;\nSELECT 'oops;\n", "unterminated", "2:8"],
    ["an unclosed comment", "SELECT 1;\n/* oops\n", "unterminated", "2:1"],
  ])("%s is located, once", async (_what, text, code, place) => {
    const cwd = folderWith({ ...good, "0002_odd.up.sql": text, ...after });
    await expectTheRest(cwd);
    const { status, stdout, stderr } = await run(["check", ".", "--format", "lines"], { cwd });
    expect(stderr).toBe("");
    expect(status).toBe(1);
    const lines = stdout.split("\n").filter((line) => /^0002_odd\S+ error: /.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`0002_odd.up.sql:${place}: `);
    expect(lines[0]).toContain(code);
  });
});

describe("a project that is odd", () => {
  it("an empty folder", async () => {
    const ran = await run(["check", "."], { cwd: folderWith({}) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([".:1:1: no migrations found; name a folder that holds .sql files"]);
  });

  it("two migrations of one version", async () => {
    const cwd = folderWith({ ...good, "0001_again.up.sql": "CREATE TABLE again ();\n", ...after });
    const { report } = await expectTheRest(cwd);
    expect(report.problems.map(({ code }) => code)).toContain("duplicate-version");
    const { stdout } = await run(["check", ".", "--format", "lines"], { cwd });
    expect(stdout).toMatch(/^0001_\w+\.up\.sql:1:1: .*0001.*\[duplicate-version\]$/m);
    expect(report.migrations.map(({ path }) => path)).toContain("0001_again.up.sql");
  });

  it("a down without an up", async () => {
    const cwd = folderWith({ ...good, "0002_lost.down.sql": "DROP TABLE lost;\n", ...after });
    const { report } = await expectTheRest(cwd);
    expect(report.problems.map(({ code, path }) => [code, path])).toContainEqual([
      "down-without-up",
      "0002_lost.down.sql",
    ]);
    expect(report.migrations.map(({ path }) => path)).toContain("0002_lost.down.sql");
  });
});

describe("a disk that is odd", () => {
  it("links that go round in a circle", async () => {
    const cwd = folderWith({ ...good, ...after, "deeper/note.txt": "" });
    symlinkSync("..", join(cwd, "deeper", "up"));
    symlinkSync("0002_self.up.sql", join(cwd, "0002_self.up.sql"));
    const { ran } = await expectTheRest(cwd);
    expect(ran.status).toBe(2);
    expect(errorLines(ran).toSorted()).toEqual([
      expect.stringMatching(/^0002_self\.up\.sql:1:1: .*circle/),
      expect.stringMatching(/^deeper\/up:1:1: .*contains it/),
    ]);
    const itself = await run(["check", "0002_self.up.sql"], { cwd });
    expect(itself.status).toBe(2);
    expect(errorLines(itself)).toEqual([expect.stringContaining("circle")]);
  });

  it("a link to nothing", async () => {
    const cwd = folderWith({ ...good, ...after });
    symlinkSync("gone.sql", join(cwd, "0002_link.up.sql"));
    const { ran } = await expectTheRest(cwd);
    expect(errorLines(ran)).toEqual([expect.stringMatching(/^0002_link\.up\.sql:1:1: .*link to nothing/)]);
  });

  it("a file that may not be read", async () => {
    const cwd = folderWith({ ...good, "0002_secret.up.sql": "SELECT 1;", ...after });
    chmodSync(join(cwd, "0002_secret.up.sql"), 0o000);
    const { ran } = await expectTheRest(cwd, someone);
    expect(ran.status).toBe(2);
    expect(ran.stdout).toContain("0002_secret.up.sql cannot be read: permission denied.");
    expect(ran.stdout).not.toContain("UTF-8");
    expect(errorLines(ran)).toEqual([
      expect.stringMatching(/^0002_secret\.up\.sql:1:1: .*permission denied/),
    ]);
  });

  it("a folder that may not be read", async () => {
    const cwd = folderWith({ ...good, ...after, "secret/0001_a.up.sql": "SELECT 1;" });
    chmodSync(join(cwd, "secret"), 0o000);
    const { ran } = await expectTheRest(cwd, someone);
    expect(ran.status).toBe(2);
    expect(errorLines(ran)).toEqual([expect.stringMatching(/^secret:1:1: .*permission denied/)]);
    const itself = await run(["check", "secret"], { cwd, ...someone });
    expect(itself.status).toBe(2);
    expect(errorLines(itself)).toEqual([expect.stringMatching(/^secret:1:1: .*permission denied/)]);
  });

  it("a folder that may not be written", async () => {
    const cwd = folderWith({ ...good, ...after });
    chmodSync(cwd, 0o555);
    const { ran } = await expectTheRest(cwd, someone);
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(0);
  });

  it("files that come and go while they are read", async () => {
    const cwd = folderWith({ ...good, ...after });
    const churn = setInterval(() => {
      write(cwd, "0002_now.up.sql", "SELECT 1;");
      rmSync(join(cwd, "0002_now.up.sql"));
    }, 1);
    try {
      for (let turn = 0; turn < 5; turn++) {
        const ran = await run(["check", "."], { cwd });
        for (const line of errorLines(ran)) expect(line).toMatch(/^0002_now\.up\.sql:1:1: /);
        expect(ran.stdout).toContain("set-not-null-scans-table");
      }
    } finally {
      clearInterval(churn);
    }
  });

  it("names with blanks, quotes and other scripts", async () => {
    const cwd = folderWith({ ...good, "0002_größe 'né' 表.up.sql": "SELECT 1;", ...after });
    const { report } = await expectTheRest(cwd);
    expect(report.migrations.map(({ path }) => path)).toContain("0002_größe 'né' 表.up.sql");
  });
});
