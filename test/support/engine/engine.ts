import { spawn } from "node:child_process";
import { platform } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findEngine } from "../../../server/src/run/databases/containerEngine.ts";
import { messageOf } from "../../../server/src/run/databases/databaseError.ts";

/** A container engine for tests, and an image that it can run. */
export interface TestEngine {
  /** For DOCKER_HOST; undefined where the machine's own engine is used. */
  readonly dockerHost: string | undefined;
  readonly image: string;
  /** Images that never listen, and that end at once; only where the engine is the tests' own. */
  readonly silent: string | undefined;
  readonly broken: string | undefined;
  /** Ends the tests' own engine and removes all that it made; leaves the machine's own alone. */
  stop(): Promise<void>;
}

/** Why there is none here, to be said aloud when tests are skipped. */
export interface NoEngine {
  readonly skipped: string;
}

/** True where container tests must not be skipped. */
export function containersRequired(): boolean {
  return process.env["CI"] === "true" || process.env["LOCKKEEPER_CONTAINERS"] === "1";
}

/**
 * The engine that is there, else, in CI or when LOCKKEEPER_CONTAINERS=1 asks for it, one of our own, else the reason
 * to skip. Throws where one is required and cannot be had.
 */
export async function testEngine(): Promise<TestEngine | NoEngine> {
  const reason = await findEngine(process.env).then(() => undefined, messageOf);
  if (reason === undefined) {
    const image = process.env["LOCKKEEPER_TEST_IMAGE"] ?? "postgres:18";
    return {
      dockerHost: undefined,
      image,
      silent: undefined,
      broken: undefined,
      stop: () => Promise.resolve(),
    };
  }
  if (!containersRequired())
    return { skipped: `${reason} Set LOCKKEEPER_CONTAINERS=1 to let the tests bring their own.` };
  if (platform() !== "linux" || process.getuid?.() !== 0)
    throw new Error(
      `${reason} Container tests are required, but an engine can be brought only as root on Debian.`,
    );
  return ownEngine();
}

async function ownEngine(): Promise<TestEngine> {
  const script = fileURLToPath(new URL("guardian.mjs", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("error", reject);
    void exited.then(() => reject(new Error("The tests' own container engine could not be started.")));
  });
  const { dockerHost, image } = JSON.parse(line) as { readonly dockerHost: string; readonly image: string };
  return {
    dockerHost,
    image,
    silent: "lockkeeper-test/silent:18",
    broken: "lockkeeper-test/broken:18",
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
