import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package's version: of the package.json nearest above this code, whether it is bundled or not. */
export function version(): string {
  const here = typeof __dirname === "string" ? __dirname : import.meta.dirname;
  for (let at = here; at !== dirname(at); at = dirname(at)) {
    const path = join(at, "package.json");
    if (!existsSync(path)) continue;
    return /"version":\s*"([^"]+)"/.exec(readFileSync(path, "utf8"))?.[1] ?? "unknown";
  }
  return "unknown";
}
