import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it, test } from "vitest";
import * as z from "zod";
import { cli, folderWith, run } from "../../cli/support/program.ts";
import { debianProgram } from "../../support/debian.ts";

/* An editor whose client is not ours, and which says less of itself than it can do. */

const missing = debianProgram("nvim", ["neovim"]);
const session = resolve(import.meta.dirname, "session.lua");
const page = resolve(import.meta.dirname, "../../../docs/other-editors.md");
const shop = resolve(import.meta.dirname, "../../../samples/shop");

/** What the session says; see session.lua. */
const said = z.object({
  diagnostics: z.array(z.string()),
  hover: z.string(),
  lens: z.string(),
  rename: z.string(),
  actions: z.array(z.string()),
  refused: z.string().optional(),
  completed: z.array(z.string()),
  told: z.array(z.string()),
});

async function neovim(folder: string): Promise<z.infer<typeof said>> {
  const { stdout } = await promisify(execFile)(
    "nvim",
    ["--headless", "--clean", "-c", `luafile ${session}`],
    {
      timeout: 600_000,
      env: { ...process.env, LOCKKEEPER_CLI: cli, LOCKKEEPER_FOLDER: folder, LOCKKEEPER_PAGE: page },
    },
  );
  return said.parse(JSON.parse(stdout));
}

if (missing !== undefined) test.skip(`Neovim: ${missing}`);
else
  it("serves Neovim: what is said of a migration, its rewrite into files, and what can be written", async () => {
    const folder = folderWith({});
    cpSync(shop, folder, { recursive: true });
    const found = await neovim(folder);
    expect(found.diagnostics).toContainEqual(expect.stringMatching(/^Renaming the column `fullname` breaks/));
    expect(found.hover).toContain("ACCESS EXCLUSIVE");
    expect(found.lens).toMatch(/risk$/);
    expect(found.lens).not.toContain("$(");
    expect(found.rename).toMatch(/"customers" cannot be renamed in the files/);
    expect(found.actions[0]).toMatch(/^Rename the column by expand and contract/);
    const [shown] = found.told.flatMap(
      (message) => /^Lockkeeper: the rule's page is (.*)$/.exec(message)?.[1] ?? [],
    );
    expect(readFileSync(shown ?? "", "utf8")).toMatch(/^<!-- .*\n\n# /);
    expect(found.completed).toContain("customers");
    expect(found.refused).toBeUndefined();
    const made = readdirSync(join(folder, "db/migrations")).filter((name) => name.includes("_full_name_"));
    expect(made).toHaveLength(4);
    const { stdout } = await run(["rollouts", folder]);
    expect(stdout).toContain("fullname");
  });
