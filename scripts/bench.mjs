import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./bootstrap.mjs";
import { assets, settings } from "./build.mjs";

/*
 * Runs a benchmark bundled as what is shipped is: tsx gives every function its name at run time, which costs.
 *
 *     npm run bench -- keystroke [PART OF A CASE'S TITLE]
 */

const [name = "keystroke", ...args] = process.argv.slice(2);
const folder = path.join(root, "out", "bench");
mkdirSync(folder, { recursive: true });
for (const asset of assets) copyFileSync(path.join(root, asset), path.join(folder, path.basename(asset)));
const outfile = path.join(folder, `${name}.js`);
const shipped = settings(name, `test/bench/${name}.bench.mts`, { minify: true });
await build({ ...shipped, outfile, define: { ...shipped.define, "import.meta.dirname": "__dirname" } });
process.exitCode = spawnSync(process.execPath, [outfile, ...args], { stdio: "inherit" }).status ?? 1;
