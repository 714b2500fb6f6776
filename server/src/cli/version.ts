import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The package's version; every bundle stands in `dist`, beside package.json. */
export function version(): string {
  const here = typeof __dirname === "string" ? __dirname : import.meta.dirname;
  const text = readFileSync(join(here, "..", "package.json"), "utf8");
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? "unknown";
}
