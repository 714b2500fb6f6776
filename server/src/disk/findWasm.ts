import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A package's WASM file: beside the running bundle, else in the nearest `node_modules` above this source. Bundles are
 * CommonJS and have `__dirname`; sources run as modules and have `import.meta.dirname`.
 */
export function findWasm(name: string, packaged: string): string | undefined {
  const here = typeof __dirname === "string" ? __dirname : import.meta.dirname;
  if (existsSync(join(here, name))) return join(here, name);
  for (let folder = here; ; folder = dirname(folder)) {
    const path = join(folder, packaged);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}
