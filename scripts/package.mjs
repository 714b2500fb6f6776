import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { root } from "./bootstrap.mjs";
import { buildAll } from "./build.mjs";

/*
 * Builds the extension minified and packs it: one file that VS Code installs.
 *
 *     node scripts/package.mjs [--out FILE]      default out/lockkeeper.vsix
 */

/** What the marketplace page and users with slow lines can bear. */
const limit = 15 * 1024 * 1024;

const { values } = parseArgs({ options: { out: { type: "string", default: "out/lockkeeper.vsix" } } });
const out = path.resolve(root, values.out);
mkdirSync(path.dirname(out), { recursive: true });
await buildAll({ minify: true, strict: true });
await createVSIX({ cwd: root, packagePath: out, dependencies: false });
const { size } = statSync(out);
console.log(`${out}: ${(size / 1024 / 1024).toFixed(1)} MB`);
if (size > limit) {
  console.error(`The package must stay below ${limit / 1024 / 1024} MB.`);
  process.exitCode = 1;
}
