import { spawn } from "node:child_process";
import { cli, type Ran } from "./program.ts";

/** Starts the program, closes its output after the first bytes as `head` does, and waits for its end. */
export async function cutShort(args: readonly string[], cwd: string): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...args], { cwd, timeout: 600_000 });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout.once("data", () => child.stdout.destroy());
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (status) => done({ status, stdout: "", stderr }));
  });
}
