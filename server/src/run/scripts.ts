import { existsSync } from "node:fs";
import { join } from "node:path";

/** A program to fork: the bundle where we are bundled, else the source through a TypeScript loader. */
export interface ForkedScript {
  readonly path: string;
  readonly execArgv: readonly string[];
}

/** The embedded PostgreSQL's process. */
export function embeddedScript(): ForkedScript {
  return findScript("embedded.js", join("databases", "embeddedServer.ts"));
}

/** The runner's process. */
export function runnerScript(): ForkedScript {
  return findScript("runner.js", "main.ts");
}

function findScript(bundle: string, source: string): ForkedScript {
  // Bundles are CommonJS and lie side by side in one folder; tests run this file from its source folder.
  const bundled = join(__dirname, bundle);
  if (existsSync(bundled)) return { path: bundled, execArgv: [] };
  return { path: join(__dirname, source), execArgv: ["--import", "tsx"] };
}
