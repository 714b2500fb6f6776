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

/** The runner's process; whoever develops it names the port that a debugger attaches to. */
export function runnerScript(): ForkedScript {
  const script = findScript("runner.js", "main.ts");
  const port = process.env["LOCKKEEPER_INSPECT_RUNNER"];
  return port === undefined ? script : { ...script, execArgv: [...script.execArgv, `--inspect=${port}`] };
}

function findScript(bundle: string, source: string): ForkedScript {
  // Bundles are CommonJS and lie side by side in one folder; tests run this file from its source folder, and name the
  // folder of bundles that they have just built, which start many times faster than sources.
  const bundled = join(process.env["LOCKKEEPER_BUNDLES"] ?? __dirname, bundle);
  if (existsSync(bundled)) return { path: bundled, execArgv: [] };
  return { path: join(__dirname, source), execArgv: ["--import", "tsx"] };
}
