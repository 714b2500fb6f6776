import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { templates, unwritten } from "../../scripts/scaffold/templates.mts";
import { root } from "./sources.ts";

/*
 * A newcomer adds a rule, a recipe or a format by adding one file, as CONTRIBUTING.md says. Done here on a copy of
 * the tree: three new files, `npm run generate`, and the analysis knows them. Nothing else is touched.
 */

const copy = mkdtempSync(path.join(tmpdir(), "lockkeeper-newcomer-"));
const project = path.join(copy, "project");

/** The example of CONTRIBUTING.md, so that what it shows is what works; it names no recipe of its own. */
const contributing = readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8");
const rule = (/```ts\n(.*?)```/s.exec(contributing)?.[1] ?? "").replace(
  "recipes: []",
  'recipes: ["keep-table-logged"]',
);

const recipe = `
import { defineRecipe } from "./recipe.ts";

export const keepTableLogged = defineRecipe({
  id: "keep-table-logged",
  title: "Keep the table logged",
  kind: "quickfix",
  summary: "Leaves out UNLOGGED.",
  examples: [],
  applies: ({ statement }) => statement.statement.kind === "AlterTableStmt",
  plan: () => ({ refused: "Only an example." }),
  isInverse: () => false,
});
`;

const format = `
import { defineFormat } from "./defineFormat.ts";
import { plain } from "./plain.ts";

export const newcomer = defineFormat({
  ...plain,
  id: "newcomer",
  label: "Newcomer",
  detect: (tree) => (tree.paths.some((path) => path.endsWith(".newcomer.sql")) ? 0.9 : 0),
  read: (tree) => ({ ...plain.read(tree), format: "newcomer", problems: [] }),
});
`;

const scaffolded = (["rule", "recipe", "format"] as const).map((kind) => {
  const { path: file, text } = templates[kind].file(`carts-${kind}`);
  return [file, `carts${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, text] as const;
});

beforeAll(() => {
  for (const name of [
    "package.json",
    "package.nls.json",
    "scripts",
    "server/src",
    "docs",
    "client/src",
    "schemas",
  ])
    if (existsSync(path.join(root, name)))
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  // The table of locks is generated from the oracle's cases, of which those that it shows will do; no server is needed.
  // So are the pages of recipes from what clients were seen to wait for.
  for (const name of ["test/oracle", "test/support", "test/recipes/traffic", "test/accuracy"])
    cpSync(path.join(root, name), path.join(copy, name), {
      recursive: true,
      filter: (source) => !source.includes("node_modules") && !isAnotherCase(source),
    });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"), "junction");
  writeFileSync(path.join(copy, "server/src/rules/sets-table-unlogged.ts"), rule);
  writeFileSync(path.join(copy, "server/src/recipes/keep-table-logged.ts"), recipe);
  writeFileSync(path.join(copy, "server/src/formats/newcomer.ts"), format);
  for (const [file, , text] of scaffolded) writeFileSync(path.join(copy, file), text);
  mkdirSync(project);
  writeFileSync(path.join(project, "2_b.newcomer.sql"), "ALTER TABLE a SET UNLOGGED;\n");
  writeFileSync(path.join(project, "1_a.newcomer.sql"), "CREATE TABLE a (id int);\n");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const unlogged = expect.objectContaining({
  rule: "sets-table-unlogged",
  message: expect.stringMatching(
    /^After a crash this table is empty\. It takes ACCESS EXCLUSIVE on/,
  ) as string,
  recipes: ["keep-table-logged"],
}) as object;

/** A file of the oracle's cases that the table shows nothing of; interpreting them all takes most of a minute. */
function isAnotherCase(source: string): boolean {
  const isCases = path.dirname(source) === path.join(root, "test/oracle/cases");
  return isCases && !readFileSync(source, "utf8").includes("-- doc:");
}

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
    expect(migrations.map(({ tool }) => tool)).toEqual(["newcomer", "newcomer"]);
    expect(hazards).toContainEqual(unlogged);
    for (const page of ["docs/rules/sets-table-unlogged.md", "docs/recipes/keep-table-logged.md"])
      expect(existsSync(path.join(copy, page)), page).toBe(true);
    expect(tsx("scripts/generate.mts", "--check").status).toBe(0);
  });
});

describe("the scaffold", () => {
  it("writes one file, enters it where such files are listed, and leaves a mark that a test finds", () => {
    const made = tsx("scripts/scaffold.mts", "command", "showCarts");
    expect(made.status, made.stderr).toBe(0);
    const text = (file: string) => readFileSync(path.join(copy, file), "utf8");
    expect(text("client/src/commands/showCarts.ts")).toContain(unwritten);
    expect(text("client/src/commands/index.ts")).toContain('from "./showCarts.ts"');
    expect(text("package.json")).toContain("lockkeeper.showCarts");
    expect(text("package.nls.json")).toContain(unwritten);
    // What was made before by hand is listed with what was scaffolded by the same templates.
    for (const [file, name] of scaffolded)
      expect(text(path.join(path.dirname(file), "index.ts"))).toContain(name);
  });

  it.each([
    [["command", "showCarts"], "exists already"],
    [["rule", "NoKebab"], "truncates-table"],
    [["rule"], "No name"],
    [["view", "carts"], "There is no kind view"],
  ])("refuses %j, and says what would do", (args, said) => {
    const { status, stderr } = tsx("scripts/scaffold.mts", ...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

function tsx(...args: readonly string[]) {
  const program = path.join(root, "node_modules/tsx/dist/cli.mjs");
  return spawnSync(process.execPath, [program, ...args], { cwd: copy, encoding: "utf8" });
}
