import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { root } from "./sources.ts";

/*
 * A newcomer adds a rule, a recipe or a format by adding one file, as CONTRIBUTING.md says. Done here on a copy of
 * the tree: three new files, `npm run generate`, and the analysis knows them. Nothing else is touched.
 */

const copy = mkdtempSync(path.join(tmpdir(), "lockkeeper-newcomer-"));
const project = path.join(copy, "project");

const rule = `
import { defineRule } from "./rule.ts";

export const unloggedTable = defineRule({
  id: "unlogged-table",
  group: "data",
  severity: "warning",
  summary: "An unlogged table is empty after a crash",
  why: "It is not written to the log, so recovery truncates it.",
  instead: "A plain table.",
  references: ["https://www.postgresql.org/docs/current/sql-createtable.html"],
  messages: { lost: "The rows of \`{table}\` are lost when the server crashes." },
  recipes: ["create-logged-table"],
  statement({ statement }) {
    const node = statement.node;
    if (node === undefined || !("CreateStmt" in node)) return [];
    const table = node.CreateStmt.relation;
    return table?.relpersistence === "u" ? [{ message: "lost", data: { table: table.relname ?? "" } }] : [];
  },
  examples: [{ bad: "CREATE UNLOGGED TABLE a (id int);", good: "CREATE TABLE a (id int);" }],
});
`;

const recipe = `
import { defineRecipe } from "./recipe.ts";

export const createLoggedTable = defineRecipe({
  id: "create-logged-table",
  title: "Create a logged table",
  kind: "quickfix",
  summary: "Leaves out UNLOGGED.",
  examples: [],
  applies: ({ statement }) => statement.statement.kind === "CreateStmt",
  plan: () => ({ refused: "Only an example." }),
  isInverse: () => false,
});
`;

const format = `
import { defineFormat } from "./format.ts";
import { plain } from "./plain.ts";

export const newcomer = defineFormat({
  ...plain,
  id: "newcomer",
  label: "Newcomer",
  detect: (tree) => (tree.paths.some((path) => path.endsWith(".newcomer.sql")) ? 0.9 : 0),
  read: (tree) => ({ ...plain.read(tree), format: "newcomer", problems: [] }),
});
`;

beforeAll(() => {
  for (const name of ["package.json", "scripts", "server/src", "docs", "client/src", "schemas"])
    if (existsSync(path.join(root, name)))
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  // The table of locks is generated from the oracle's cases; the servers themselves are not needed.
  for (const name of ["test/oracle", "test/support"])
    cpSync(path.join(root, name), path.join(copy, name), {
      recursive: true,
      filter: (source) => !source.includes("node_modules"),
    });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"), "junction");
  writeFileSync(path.join(copy, "server/src/rules/unlogged-table.ts"), rule);
  writeFileSync(path.join(copy, "server/src/recipes/create-logged-table.ts"), recipe);
  writeFileSync(path.join(copy, "server/src/formats/newcomer.ts"), format);
  mkdirSync(project);
  writeFileSync(path.join(project, "1_a.newcomer.sql"), "CREATE UNLOGGED TABLE a (id int);\n");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const Report = z.object({
  migrations: z.array(
    z.object({
      tool: z.string(),
      statements: z.array(
        z.object({
          hazards: z.array(
            z.looseObject({ rule: z.string(), message: z.string(), recipes: z.array(z.string()) }),
          ),
        }),
      ),
    }),
  ),
});

describe("one new file each", () => {
  it("is all that a rule, a recipe and a format need", () => {
    const generated = tsx("scripts/generate.mts");
    expect(generated.status, generated.stderr).toBe(0);
    const { stdout, stderr } = tsx("server/src/cli.ts", "check", project, "--format", "json");
    expect(stderr).toBe("");
    const { migrations } = Report.parse(JSON.parse(stdout));
    const hazards = migrations.flatMap(({ statements }) =>
      statements.flatMap((statement) => statement.hazards),
    );
    expect(migrations.map(({ tool }) => tool)).toEqual(["newcomer"]);
    expect(hazards).toContainEqual(
      expect.objectContaining({
        rule: "unlogged-table",
        message: "The rows of `a` are lost when the server crashes.",
        recipes: ["create-logged-table"],
      }),
    );
    for (const page of ["docs/rules/unlogged-table.md", "docs/recipes/create-logged-table.md"])
      expect(existsSync(path.join(copy, page)), page).toBe(true);
    expect(tsx("scripts/generate.mts", "--check").status).toBe(0);
  });
});

function tsx(...args: readonly string[]) {
  const program = path.join(root, "node_modules/tsx/dist/cli.mjs");
  return spawnSync(process.execPath, [program, ...args], { cwd: copy, encoding: "utf8" });
}
