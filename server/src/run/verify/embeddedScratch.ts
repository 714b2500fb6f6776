import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../databases/database.ts";
import { EmbeddedDatabase } from "../databases/embedded.ts";
import { type Scratch, scratchPrefix } from "./scratch.ts";

/** An embedded PostgreSQL with its data in a folder of its own; those of processes that are gone are removed first. */
export async function embeddedScratch(
  folder: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<Scratch> {
  removeStale(folder);
  const directory = join(folder, `${scratchPrefix}${process.pid}_${randomBytes(4).toString("hex")}`);
  const database = new EmbeddedDatabase({ directory });
  const remove = async (): Promise<void> => {
    await database.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    let facts = await database.start(signal, progress);
    return {
      database,
      shared: false,
      get facts() {
        return facts;
      },
      reset: async (until) => {
        await database.reset();
        facts = await database.start(until, progress);
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The name says whose it is; a process that was killed has left its folder. */
function removeStale(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(scratchPrefix) ? Number(name.slice(scratchPrefix.length).split("_")[0]) : NaN;
    if (Number.isInteger(pid) && !isAlive(pid))
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process answers so, and lives.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
