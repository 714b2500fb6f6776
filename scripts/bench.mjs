import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
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
// As the editor starts its server; the command line is started without.
const flags = name === "keystroke" ? ["--max-semi-space-size=32"] : [];
const source = `test/bench/${name}.bench.mts`;
// What waits at its top level is no CommonJS; such a one counts, or starts what it measures.
const isModule = /^(?:const \w+ = )?await /m.test(readFileSync(path.join(root, source), "utf8"));
process.exitCode = isModule
  ? run(["--import", "tsx", path.join(root, source)])
  : run([...flags, await bundled(source)]);

async function bundled(from) {
  const outfile = path.join(folder, `${name}.js`);
  const shipped = settings(name, from, { minify: true });
  await build({ ...shipped, outfile, define: { ...shipped.define, "import.meta.dirname": "__dirname" } });
  return outfile;
}

function run(program) {
  return spawnSync(process.execPath, [...program, ...args], { cwd: root, stdio: "inherit" }).status ?? 1;
}
