import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuardian } from "./postgres/guardianProcess.ts";
import { freshDatabaseOn, serverOf, type Database, type Major } from "./servers.ts";

/**
 * Servers of their own: whoever needs a buffer first writes down what is in it, so that on a shared server the disk that
 * is full would stop sessions that have nothing to do with it.
 */
let own: ReturnType<typeof startGuardian> | undefined;

/** Ends the servers whose disks were small. */
export async function endSmallDisks(): Promise<void> {
  await (await own)?.stop();
  own = undefined;
}

/** Why there can be none here, undefined where there can: a disk is mounted in memory, which only root on Linux may. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "only root on Linux can mount a small disk";
  const folder = mkdtempSync(join(tmpdir(), "lockkeeper-disk-"));
  try {
    mount(folder, 1);
    execFileSync("umount", [folder], { stdio: "ignore" });
    return undefined;
  } catch {
    return "this machine lets nobody mount a small disk";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mount(folder: string, megabytes: number): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "lockkeeper", folder], {
    stdio: "ignore",
  });
}

/** A database whose files lie on a disk of their own that is soon full; empty it takes about eight megabytes. */
export async function onSmallDisk(major: Major, megabytes: number): Promise<Database> {
  own ??= startGuardian();
  const database = await freshDatabaseOn(await serverOf((await own).address, major));
  const folder = mkdtempSync(join("/tmp", "lockkeeper-disk-"));
  const maintenance = await database.connect();
  const ask = async (sql: string) => (await maintenance.query<{ answer: string }>(sql)).rows[0]?.answer ?? "";
  mount(folder, megabytes);
  const { uid, gid } = statSync(await ask("SELECT current_setting('data_directory') AS answer"));
  chownSync(folder, uid, gid);
  const name = `small_${database.database}`;
  await ask(`CREATE TABLESPACE ${name} LOCATION '${folder}'`);
  await ask(`CREATE DATABASE ${name} TEMPLATE template0 TABLESPACE ${name}`);
  return {
    ...database,
    database: name,
    url: database.url.replace(/[^/]*$/, name),
    async dispose() {
      await ask(`DROP DATABASE ${name} WITH (FORCE)`);
      // A checkpoint lets go of files that are gone but still open.
      await ask("CHECKPOINT");
      await ask(`DROP TABLESPACE ${name}`);
      await database.dispose();
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
