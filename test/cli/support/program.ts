import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** The built program, as users start it; `npm test` builds it first. */
export const cli = process.env["LOCKKEEPER_CLI"] ?? resolve(import.meta.dirname, "../../../dist/cli.js");

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user, for whom permissions count. */
  readonly uid?: number;
  readonly timeoutMs?: number;
}

/** Starts the program as a process of its own and waits for its end. Never rejects for an exit status. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env = {}, uid, timeoutMs = 600_000 } = options;
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), ...env },
    timeout: timeoutMs,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end();
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (status) => done({ status, stdout, stderr }));
  });
}

/** The lines of an error stream, each checked to be one: no stack trace, no empty line. */
export function errorLines({ stderr }: Ran): readonly string[] {
  const lines = stderr.split("\n").slice(0, -1);
  for (const line of lines) {
    if (line.trim() === "" || /^\s+at |node:internal|^Error\b/.test(line))
      throw new Error(`This is no error line: ${stderr}`);
  }
  return lines;
}

/** A temporary folder with files in it, gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "lockkeeper-cli-")));
  chmodSync(root, 0o755);
  for (const [path, content] of Object.entries(files)) write(root, path, content);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

export function write(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
