import { spawn } from "node:child_process";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import pg from "pg";
import { startGuardian } from "../../support/postgres/guardianProcess.ts";
import { engineOn, type Place, type Places } from "./places.ts";

/* A server of the test's own that is killed while a run is at work on it, and started again. */

const major = 18;

/** Undefined where a server's processes cannot be told: only Linux shows how they were started. */
export async function crashing(): Promise<Places | undefined> {
  if (process.platform !== "linux") {
    console.warn("SKIPPED: kills of the server. Only Linux shows how it was started.");
    return undefined;
  }
  const guardian = await startGuardian();
  const answer: unknown = await (await fetch(`${guardian.address}/${major}`)).json();
  const server = new OwnServer(portOf(answer));
  await server.ask("postgres", "ALTER ROLE postgres SET synchronous_commit = on");
  let databases = 0;
  return {
    crashes: true,
    open: () => openOn(server, `crash_${(databases += 1)}`),
    dispose: async () => {
      await server.kill();
      await guardian.stop();
    },
  };
}

async function openOn(server: OwnServer, database: string): Promise<Place> {
  await server.ask("postgres", `CREATE DATABASE ${database} TEMPLATE template0`);
  const url = server.url(database);
  return {
    arguments: ["--database", url],
    environment: {},
    engine: () => engineOn({ kind: "server", url }, "crashes", "", ""),
    isBusy: async () =>
      (await server.ask("postgres", `${sessions} AND datname = '${database}'`).catch(() => 0)) > 0,
    goesOn: true,
    crash: async () => {
      await server.kill();
      await server.start();
    },
    dispose: async () => {
      await server.ask("postgres", `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
}

const sessions = "SELECT FROM pg_stat_activity WHERE application_name = 'lockkeeper'";

class OwnServer {
  readonly #port: number;
  /** Its program and arguments, its folder and its user, as they were when it was first started. */
  #started: readonly [command: readonly string[], folder: string, uid: number, gid: number] | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/${database}`;
  }

  /** How many rows it gives. */
  async ask(database: string, sql: string): Promise<number> {
    const client = new pg.Client(this.url(database));
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query(sql)).rowCount ?? 0;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** As the kernel does where memory runs out: the postmaster goes, and its children follow. */
  async kill(): Promise<void> {
    const pid = await this.#postmaster();
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
    const { uid, gid } = statSync(`/proc/${pid}`);
    this.#started ??= [command, readlinkSync(`/proc/${pid}/cwd`), uid, gid];
    // So that it starts no more: one that outlives it keeps the next server from starting.
    process.kill(pid, "SIGSTOP");
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? [];
    for (const each of [pid, ...children.map(Number)]) end(each);
    for (const each of [pid, ...children.map(Number)]) while (isAlive(each)) await rest(20);
  }

  async start(): Promise<void> {
    const [[program = "", ...parameters], cwd, uid, gid] = this.#started ?? [[], "", 0, 0];
    const [child] = [spawn(program, parameters, { cwd, uid, gid, stdio: "ignore" })];
    child.unref();
    for (let round = 0; round < 1_500; round += 1) {
      if (await this.ask("postgres", "SELECT 1").then(Boolean, () => false)) return;
      await rest(20);
    }
    throw new Error("The server did not start again.");
  }

  async #postmaster(): Promise<number> {
    const client = new pg.Client(this.url("postgres"));
    await client.connect();
    const { rows } = await client.query<{ pid: string }>(
      "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid",
    );
    await client.end();
    return Number(rows[0]?.pid);
  }
}

function portOf(value: unknown): number {
  if (typeof value === "object" && value !== null && "port" in value) return Number(value.port);
  throw new Error("The guardian gave no port.");
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It went with its parent.
  }
}

function isAlive(pid: number): boolean {
  try {
    // A zombie is gone but for its name.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
