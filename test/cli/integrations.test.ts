import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { cli, folderWith } from "./support/program.ts";

/*
 * What other systems read to run the command line: each file by its documented form, and its own commands run by bash on a
 * repository, with the built program where npm would have put it. What npm installs, test/house/package.test.ts runs.
 */

const root = resolve(import.meta.dirname, "../..");
const read = (file: string): unknown =>
  parse(readFileSync(join(root, file), "utf8"), { strict: true, uniqueKeys: true });
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

const step = z.strictObject({
  name: z.string(),
  shell: z.literal("bash"),
  env: z.record(z.string(), z.string()),
  run: z.string(),
});
const action = z.strictObject({
  name: z.string(),
  description: z.string().max(125),
  author: z.string(),
  branding: z.strictObject({ icon: z.literal("lock"), color: z.literal("blue") }),
  inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
  runs: z.strictObject({ using: z.literal("composite"), steps: z.array(step) }),
});
const gitlab = z.strictObject({
  lockkeeper: z.strictObject({
    stage: z.literal("test"),
    image: z.string(),
    variables: z.record(z.string(), z.string()),
    rules: z.array(z.strictObject({ if: z.string() })),
    before_script: z.array(z.string()),
    script: z.array(z.string()),
    artifacts: z.strictObject({
      when: z.literal("always"),
      reports: z.strictObject({ codequality: z.string() }),
    }),
  }),
});
const hooks = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    entry: z.string(),
    language: z.literal("system"),
    files: z.string(),
    require_serial: z.literal(true),
  }),
);

const hazard = "db/my migrations/0003_type.up.sql";

/** A repository whose branch adds a hazard to what `main` has, and the program installed at `prefix`. */
function repository(prefix: string): string {
  const folder = folderWith({
    "db/my migrations/0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
    "db/my migrations/0002_old.up.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n",
  });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
  const text = "ALTER TABLE users ALTER COLUMN name TYPE integer USING name::integer;\n";
  writeFileSync(join(folder, hazard), text);
  const bin = join(folder, prefix, "node_modules/.bin/lockkeeper");
  mkdirSync(dirname(bin), { recursive: true });
  symlinkSync(cli, bin);
  return folder;
}

function bash(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const options = { cwd, env: { PATH: process.env["PATH"] ?? "", HOME: cwd, ...env } };
  return spawnSync("bash", ["-eo", "pipefail", "-c", script], { ...options, encoding: "utf8" });
}

describe("the GitHub Action", () => {
  const { inputs, runs } = action.parse(read("action.yml"));
  const [install, check] = runs.steps;

  it("reads each input once, by way of the environment, and installs this version", () => {
    const used = runs.steps.flatMap(({ env }) => Object.values(env));
    expect(used.sort()).toEqual(
      Object.keys(inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .sort(),
    );
    expect(runs.steps.map(({ run }) => run).join()).not.toContain("${{");
    expect(inputs["package"]?.default).toContain(`/v${version}/lockkeeper-${version}.tgz`);
    expect(install?.run).toContain('"$PACKAGE"');
  });

  it("annotates what is new, writes its reports and fails", () => {
    const cwd = repository("temp/lockkeeper");
    const given = {
      PATHS: "db/my migrations\n",
      SINCE: "main",
      OPTIONS: "--postgres=16\n",
      SARIF: "out.sarif",
    };
    const env = { RUNNER_TEMP: join(cwd, "temp"), GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    expect(Object.keys(check?.env ?? {}).sort()).toEqual(Object.keys(given).sort());
    const ran = bash(check?.run ?? "", cwd, { ...given, ...env });
    expect([ran.status, ran.stderr]).toEqual([1, ""]);
    expect(ran.stdout).toContain(`::error file=${hazard},line=1`);
    expect(ran.stdout).not.toContain("0002_old");
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toContain("rewrites-table");
    expect(existsSync(join(cwd, "out.sarif"))).toBe(true);
    const fine = bash(check?.run ?? "", cwd, {
      ...given,
      ...env,
      PATHS: "db/my migrations/0001_users.up.sql",
    });
    expect([fine.status, fine.stderr]).toEqual([0, ""]);
  });

  it("takes what it is given for no commands", () => {
    const cwd = repository("temp/lockkeeper");
    const evil = '$(touch ran)"; touch ran; `touch ran`';
    const env = { RUNNER_TEMP: join(cwd, "temp"), GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    const ran = bash(check?.run ?? "", cwd, { PATHS: evil, SINCE: evil, OPTIONS: "", SARIF: "", ...env });
    expect(ran.status).toBe(2);
    expect(existsSync(join(cwd, "ran"))).toBe(false);
  });
});

it("the GitLab template writes the code quality report that it names, and fails", () => {
  const { lockkeeper } = gitlab.parse(read("integrations/gitlab-ci.yml"));
  expect(lockkeeper.variables["LOCKKEEPER_PACKAGE"]).toContain(`/v${version}/lockkeeper-${version}.tgz`);
  expect(lockkeeper.before_script.join()).toContain('"$LOCKKEEPER_PACKAGE"');
  const cwd = repository("builds/lockkeeper");
  const ran = bash(lockkeeper.script.join("\n"), cwd, {
    ...lockkeeper.variables,
    LOCKKEEPER_PATHS: "db/my migrations",
    CI_BUILDS_DIR: join(cwd, "builds"),
    CI_MERGE_REQUEST_DIFF_BASE_SHA: "main",
  });
  expect([ran.status, ran.stderr]).toEqual([1, ""]);
  const report: unknown = JSON.parse(
    readFileSync(join(cwd, lockkeeper.artifacts.reports.codequality), "utf8"),
  );
  const paths = z.array(z.object({ location: z.object({ path: z.string() }) })).parse(report);
  expect([...new Set(paths.map(({ location }) => location.path))]).toEqual([hazard]);
});

it("the hook of pre-commit checks the files that it is given", () => {
  const [hook] = hooks.parse(read(".pre-commit-hooks.yaml"));
  const cwd = repository("");
  expect(new RegExp(hook?.files ?? "", "u").test(hazard)).toBe(true);
  const ran = bash(`${hook?.entry ?? ""} "${hazard}"`, cwd, {});
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain("rewrites-table");
});
