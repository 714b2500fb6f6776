import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";

/** Who serves a data directory. The port is absent while its server is still starting. */
export interface LockHolder {
  readonly pid: number;
  readonly port?: number;
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
  announce(port: number): void {
    const draft = this.draft({ pid: process.pid, port });
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
    if (holder.port !== undefined) return listens(holder.port);
    try {
      return Date.now() - statSync(this.file).mtimeMs < startingLimit;
    } catch {
      return false;
    }
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value)) return undefined;
    if (typeof value.pid !== "number") return undefined;
    const port = "port" in value && typeof value.port === "number" ? value.port : undefined;
    return port === undefined ? { pid: value.pid } : { pid: value.pid, port };
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

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.setTimeout(2_000);
    const finish = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", () => finish(true));
    // A busy embedded server does not answer, but the system still takes the connection for it.
    socket.once("timeout", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
