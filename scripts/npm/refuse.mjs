import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../bootstrap.mjs";

/*
 * `npm publish` in the repository would publish the sources of the extension under the name of the command line.
 */
const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
console.error(
  `Publish the packed command line instead: npm run package && npm publish out/${name}-${version}.tgz`,
);
process.exitCode = 1;
