import { mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { root } from "./bootstrap.mjs";
import { buildAll } from "./build.mjs";
import { packNpm } from "./npm/pack.mjs";

/*
 * Builds everything minified and packs it twice: the extension as one file that VS Code installs, and the command line
 * as one file that npm installs.
 *
 *     npm run package [-- --out FOLDER]      default out/: lockkeeper-<version>.vsix and lockkeeper-<version>.tgz
 */

/** Bytes that the marketplace page and users with slow lines can bear, for each of the two. */
const limit = 15 * 1024 * 1024;

const { values } = parseArgs({ options: { out: { type: "string", default: "out" } } });
const out = path.resolve(root, values.out);
const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
mkdirSync(out, { recursive: true });
await buildAll({ minify: true, strict: true });
const vsix = path.join(out, `${name}-${version}.vsix`);
await createVSIX({ cwd: root, packagePath: vsix, dependencies: false });
for (const file of [vsix, packNpm(path.join(out, `${name}-${version}.tgz`))]) {
  const { size } = statSync(file);
  console.log(`${file}: ${(size / 1024 / 1024).toFixed(1)} MB`);
  if (size > limit) {
    console.error(`A package must stay below ${limit / 1024 / 1024} MB.`);
    process.exitCode = 1;
  }
}
