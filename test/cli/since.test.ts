import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run } from "./support/program.ts";

/* `check --since REF`: what was there before is analysed and not reported, and that is said. */

const old = "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n";
const files = {
  "app/migrations/000001_users.up.sql": old,
  "app/migrations/000001_users.down.sql": "DROP TABLE users;\n",
  "app/migrations/000002_name.up.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n",
  "app/migrations/000002_name.down.sql": "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;\n",
};

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args], { cwd, stdio: "pipe" });
}

function repository(): string {
  const root = folderWith(files);
  git(root, "init", "--quiet", "--initial-branch=main");
  git(root, "add", ".");
  git(root, "commit", "--quiet", "-m", "first");
  git(root, "switch", "--quiet", "--create", "work");
  return root;
}

async function paths(
  cwd: string,
  ref: string,
): Promise<{ readonly found: readonly string[]; readonly history: number }> {
  const { stdout, stderr } = await run(["check", "migrations", "--since", ref, "--format", "json"], { cwd });
  expect(stderr).toBe("");
  const report = JSON.parse(stdout) as {
    readonly migrations: readonly { readonly path: string }[];
    readonly summary: { readonly history: number };
  };
  return { found: report.migrations.map(({ path }) => path), history: report.summary.history };
}

describe("check --since", () => {
  it("reports what is new on the branch, committed or not, over all that came before", async () => {
    const root = repository();
    const cwd = join(root, "app");
    expect(await paths(cwd, "main")).toEqual({ found: [], history: 2 });
    writeFileSync(join(cwd, "migrations/000003_committed.up.sql"), "CREATE INDEX ON users (name);\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "second");
    writeFileSync(join(cwd, "migrations/000004_new ä.up.sql"), "ALTER TABLE users DROP COLUMN name;\n");
    writeFileSync(join(cwd, "migrations/000002_name.down.sql"), "SELECT 1;\n");
    expect(await paths(cwd, "main")).toEqual({
      found: [
        "migrations/000002_name.down.sql",
        "migrations/000003_committed.up.sql",
        "migrations/000004_new ä.up.sql",
      ],
      history: 1,
    });
    const text = await run(["check", ".", "--since", "main"], { cwd });
    expect(text.stdout).toContain("Writes to public.users wait");
    expect(text.stdout).not.toContain("000002_name.up.sql");
    expect(text.stdout).toContain("Not reported: 1 migration that is history.");
  });

  it("goes by where the branch began, whatever was added to the other one since", async () => {
    const root = repository();
    git(root, "switch", "--quiet", "main");
    writeFileSync(join(root, "app/migrations/000003_theirs.up.sql"), "SELECT 1;\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "theirs");
    git(root, "switch", "--quiet", "work");
    expect(await paths(join(root, "app"), "main")).toEqual({ found: [], history: 2 });
  });

  it.each([
    ["nowhere", /there is no such commit here$/],
    ["--output=x", /there is no such commit here$/],
    ["main:app", /there is no such commit here$/],
  ])("says in one line that %s is no commit", async (ref, said) => {
    const ran = await run(["check", "app", `--since=${ref}`], { cwd: repository() });
    expect([ran.status, ran.stdout]).toEqual([2, ""]);
    expect(errorLines(ran)).toEqual([expect.stringMatching(said)]);
  });

  it("says that a clone is shallow, and that a folder is in no repository", async () => {
    const root = repository();
    writeFileSync(join(root, "app/migrations/000003_b.up.sql"), "SELECT 1;\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "second");
    const clone = join(root, "clone");
    git(root, "clone", "--quiet", "--depth=1", "--no-single-branch", `file://${root}`, "clone");
    const shallow = await run(["check", "app", "--since", "origin/main"], { cwd: clone });
    expect(shallow.status).toBe(2);
    expect(errorLines(shallow)).toEqual([expect.stringMatching(/shallow.*git fetch --unshallow/)]);
    rmSync(join(root, ".git"), { recursive: true });
    const none = await run(["check", "app", "--since", "main"], { cwd: root });
    expect(errorLines(none)).toEqual([expect.stringMatching(/app\/migrations is in no git repository$/)]);
  });

  it("runs nothing that the repository names, and tells line ends that git has written from changes", async () => {
    const root = repository();
    const cwd = join(root, "app");
    writeFileSync(join(root, ".gitattributes"), "*.sql filter=ours\n");
    for (const [key, value] of [
      ["filter.ours.clean", "touch ran; cat"],
      ["filter.ours.process", "touch ran"],
      ["core.fsmonitor", "touch ran"],
      ["diff.external", "touch ran"],
      ["core.hooksPath", root],
    ] as const)
      git(root, "config", key, value);
    writeFileSync(join(cwd, "migrations/000001_users.up.sql"), old.replaceAll("\n", "\r\n"));
    writeFileSync(join(cwd, "migrations/000002_name.down.sql"), "-- \u00e4\n");
    expect((await paths(cwd, "main")).found).toEqual(["migrations/000002_name.down.sql"]);
    expect([existsSync(join(root, "ran")), existsSync(join(cwd, "migrations/ran"))]).toEqual([false, false]);
  });

  it("tells what sorts before what is there, also on the other branch, and what was edited", async () => {
    const root = repository();
    const cwd = join(root, "app");
    git(root, "switch", "--quiet", "main");
    writeFileSync(join(cwd, "migrations/000005_theirs.up.sql"), "SELECT 1;\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "theirs");
    git(root, "switch", "--quiet", "work");
    writeFileSync(join(cwd, "migrations/000001_users.up.sql"), `${old}-- as it is\n`);
    writeFileSync(join(cwd, "migrations/000002_name.down.sql"), "SELECT 1;\n");
    writeFileSync(join(cwd, "migrations/000004_between.up.sql"), "SELECT 1;\n");
    writeFileSync(join(cwd, "migrations/000006_after.up.sql"), "SELECT 1;\n");
    expect(await problems(cwd)).toEqual([
      "migrations/000001_users.up.sql edited: Databases that ran this as main has it do not run it again. Leave it as it was, and write a new migration.",
      "migrations/000004_between.up.sql out-of-order: This sorts before 000005 of main: where that is applied, it runs late or never, and before it elsewhere. Give it a newer version.",
    ]);
  });

  it("says what a tool refuses that keeps checksums and order", async () => {
    const root = folderWith({ "V1__a.sql": "CREATE TABLE a (id int);\n", "V3__b.sql": "SELECT 1;\n" });
    git(root, "init", "--quiet", "--initial-branch=main");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "first");
    writeFileSync(join(root, "V1__a.sql"), "CREATE TABLE a (id int);\n\n");
    writeFileSync(join(root, "V2__c.sql"), "SELECT 2;\n");
    expect(await problems(root, ".")).toEqual([
      "V1__a.sql edited: Flyway refuses to go on where this was applied as main has it. Leave it as it was, and write a new migration.",
      "V2__c.sql out-of-order: Flyway refuses to run this where 3 of main is applied, which sorts after it. Give it a newer version.",
    ]);
  });

  it("says nothing of a file whose down alone was edited, which nobody has run", async () => {
    const name = "migrations/20250101000000_a.sql";
    const text = (up: string, down: string): string => `-- migrate:up\n${up};\n\n-- migrate:down\n${down};\n`;
    const root = folderWith({ [name]: text("CREATE TABLE a (id int)", "SELECT 1") });
    git(root, "init", "--quiet", "--initial-branch=main");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "first");
    writeFileSync(join(root, name), text("CREATE TABLE a (id int)", "DROP TABLE a"));
    expect(await problems(root)).toEqual([]);
    writeFileSync(join(root, name), text("CREATE TABLE a (id bigint)", "DROP TABLE a"));
    expect(await problems(root)).toEqual([expect.stringMatching(/_a\.sql edited/)]);
  });

  it("takes a file in Git LFS for what it is, and says where it was not fetched", async () => {
    const text = "CREATE TABLE a (id int);\n";
    const hash = createHash("sha256").update(text).digest("hex");
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${text.length}\n`;
    const root = folderWith({ "000001_a.up.sql": pointer, "000001_a.down.sql": "DROP TABLE a;\n" });
    git(root, "init", "--quiet", "--initial-branch=main");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "-m", "first");
    const unfetched = await run(["check", ".", "--since", "main"], { cwd: root });
    expect([unfetched.status, unfetched.stdout]).toEqual([2, ""]);
    expect(errorLines(unfetched)).toEqual([
      expect.stringMatching(/000001_a\.up\.sql.*is a Git LFS pointer, not the file itself; fetch it first/),
    ]);
    writeFileSync(join(root, "000001_a.up.sql"), text);
    expect(await problems(root, ".")).toEqual([]);
    writeFileSync(join(root, "000001_a.up.sql"), "CREATE TABLE a (id bigint);\n");
    expect(await problems(root, ".")).toEqual([expect.stringMatching(/^000001_a\.up\.sql edited/)]);
  });
});

/** What is said of files as such, with the words of what comes of the reference. */
async function problems(cwd: string, folder = "migrations"): Promise<readonly string[]> {
  const { stdout } = await run(["check", folder, "--since", "main", "--format", "json"], { cwd });
  const report = JSON.parse(stdout) as {
    readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  };
  return report.problems.map(({ path, code, message }) => `${path} ${code}: ${message}`).sort();
}
