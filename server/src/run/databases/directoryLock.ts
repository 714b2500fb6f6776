import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { listens } from "./listens.ts";

/** How the server of a data directory is reached. */
export interface Announcement {
  readonly port: number;
  /** PostgreSQL's, e.g. `18.4`. */
  readonly version: string;
}

/** Who serves a data directory. The announcement is absent while its server is still starting. */
export interface LockHolder {
  readonly pid: number;
  readonly server?: Announcement;
}

/** A holder that has not begun to listen after this many milliseconds is taken for dead. */
const startingLimit = 120_000;

/**
 * Makes sure that only one process serves a data directory: two servers on one directory destroy it. The lock is a
 * file that names its holder, so that others can connect to it instead; a lock left by a dead process is taken over.
 */
export class DirectoryLock {
  readonly file: string;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.file = join(directory, "server.json");
  }

  /** Undefined when the lock is ours now, else who holds it. */
  async acquire(): Promise<LockHolder | undefined> {
    for (;;) {
      if (this.tryCreate()) return undefined;
      const text = this.read();
      if (text === undefined) continue;
      const holder = parseHolder(text);
      if (holder !== undefined && (await this.isAlive(holder))) return holder;
      this.removeIfStill(text);
    }
  }

  /** Tells others where to connect. */
  announce(server: Announcement): void {
    const draft = this.draft({ pid: process.pid, server });
    renameSync(draft, this.file);
  }

  release(): void {
    const text = this.read();
    if (text !== undefined && parseHolder(text)?.pid === process.pid) rmSync(this.file, { force: true });
  }

  private tryCreate(): boolean {
    const draft = this.draft({ pid: process.pid });
    try {
      // A hard link appears whole or not at all, and fails where the name is taken.
      linkSync(draft, this.file);
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private draft(holder: LockHolder): string {
    const path = `${this.file}.${process.pid}`;
    writeFileSync(path, JSON.stringify(holder));
    return path;
  }

  private read(): string | undefined {
    try {
      return readFileSync(this.file, "utf8");
    } catch {
      return undefined;
    }
  }

  private removeIfStill(text: string): void {
    const aside = `${this.file}.${process.pid}.stale`;
    try {
      renameSync(this.file, aside);
      // Another process may have replaced the dead lock with its own in the meantime: put that one back.
      if (readFileSync(aside, "utf8") === text) rmSync(aside);
      else renameSync(aside, this.file);
    } catch {
      // Someone else removed it first, which is just as well.
    }
  }

  private async isAlive(holder: LockHolder): Promise<boolean> {
    if (holder.pid === process.pid || !processExists(holder.pid)) return false;
    // After a reboot the same pid may belong to another program, which does not listen there.
    if (holder.server !== undefined) return listens(holder.server.port);
    try {
      return Date.now() - statSync(this.file).mtimeMs < startingLimit;
    } catch {
      return false;
    }
  }
}

const holderShape = z.object({
  pid: z.number(),
  server: z.optional(z.object({ port: z.number(), version: z.string() })),
});

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, server } = holderShape.parse(JSON.parse(text));
    return server === undefined ? { pid } : { pid, server };
  } catch {
    return undefined;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
