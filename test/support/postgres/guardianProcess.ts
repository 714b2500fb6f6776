import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The environment variable through which a test run's processes share one set of servers. */
export const brokerVariable = "LOCKKEEPER_TEST_SERVERS";

export interface Guardian {
  /** Where to ask for a server: `GET <address>/<major>`. */
  readonly address: string;
  /** Stops every server and removes its data. */
  stop(): Promise<void>;
}

/** Starts the process that owns the servers; it ends when this process does, however that happens. */
export async function startGuardian(): Promise<Guardian> {
  const script = fileURLToPath(new URL("guardian.mjs", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("error", reject);
    void exited.then(() =>
      reject(new Error("The process that starts PostgreSQL for the tests ended early.")),
    );
  });
  // A script that merely asked for a server must be able to end; the closing pipe then ends the guardian.
  child.unref();
  for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
  return {
    address,
    async stop() {
      child.ref();
      child.stdin.end();
      await exited;
    },
  };
}
