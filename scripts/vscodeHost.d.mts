import type { ChildProcess } from "node:child_process";

/** Installs the VS Code server where it is missing; gives its entry file and the Node to start it with. */
export function ensureVscodeServer(say?: (line: string) => void): { node: string; serverMain: string };
/** Finds or installs a Chromium and gives the path of its program. */
export function ensureBrowser(say?: (line: string) => void): Promise<string>;
/** Starts the VS Code server on 127.0.0.1; resolves when it listens. */
export function startVscodeServer(options: {
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  port?: number;
}): Promise<{
  port: number;
  process: ChildProcess;
  /** The last lines it printed. */
  output: () => string;
  stop: () => Promise<void>;
}>;
/** The full path of a program on the PATH. */
export function onPath(name: string): string | undefined;
/** Fills a folder for `--extensions-dir` with this extension as it lies here; gives the folder. */
export function linkExtension(extensions: string): string;
/** Fills a folder for `--extensions-dir` with a packaged extension; gives the folder. */
export function installExtension(extensions: string, vsix: string): string;
