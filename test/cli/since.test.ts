import { execFileSync } from "node:child_process";
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
});
