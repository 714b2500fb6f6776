import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const tsx = join(dirname(createRequire(import.meta.url).resolve("tsx/package.json")), "dist/cli.mjs");
const copy = mkdtempSync(join(tmpdir(), "lockkeeper-generate-"));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function generate(...options: readonly string[]) {
  const script = join(root, "scripts/generate.mts");
  return spawnSync(process.execPath, [tsx, script, ...options], { encoding: "utf8" });
}

/* That the registries here are up to date is asked in test/house/generated.test.ts. */

it("lists a format, a rule or a recipe that is one new file, and says so when it is not listed yet", () => {
  cpSync(join(root, "server/src"), copy, { recursive: true });
  const added = [
    { folder: "formats", file: "myTool.ts", name: "myTool", define: "defineFormat" },
    { folder: "rules", file: "my-hazard.ts", name: "myHazard", define: "defineRule" },
    { folder: "recipes", file: "my-recipe.ts", name: "myRecipe", define: "defineRecipe" },
  ];
  for (const { folder, file, name, define } of added) {
    writeFileSync(join(copy, folder, file), `export const ${name} = ${define}({});\n`);
  }
  const stale = generate("--source", copy, "--check");
  expect(stale.status).toBe(1);
  expect(stale.stderr.trim().split("\n")).toEqual(
    added.map(({ folder }) => `server/src/${folder}/index.ts is stale: run npm run generate.`),
  );
  expect(generate("--source", copy).status).toBe(0);
  for (const { folder, file, name } of added) {
    const index = readFileSync(join(copy, folder, "index.ts"), "utf8");
    expect(index).toContain(`import { ${name} } from "./${file}";`);
    expect(index.slice(index.indexOf("export const"))).toContain(name);
  }
  expect(generate("--source", copy, "--check").status).toBe(0);
});
