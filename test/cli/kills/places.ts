import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { projectKey } from "../../../server/src/run/storage.ts";
import type { DatabaseChoice } from "../../../server/src/protocol.ts";
import { ContainerDatabase } from "../../../server/src/run/databases/container.ts";
import { connect } from "../../../server/src/run/databases/connect.ts";
import { findEngine } from "../../../server/src/run/databases/containerEngine.ts";
import { RunEngine } from "../../../server/src/run/engine.ts";
import { testEngine } from "../../support/engine/engine.ts";
import { freshDatabase } from "../../support/servers.ts";
import { crashing } from "./crashes.ts";

/* The three kinds of database on which the program is killed. */

const never = new AbortController().signal;
const silent = (): void => undefined;

/** Where one project is run: an empty database of one kind. */
export interface Place {
  /** For the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** For the test; has to be disposed of before the program is started. */
  engine(): Promise<RunEngine>;
  /** Whether a program is at work on it. */
  isBusy(): Promise<boolean>;
  /** Whether a statement may go on for a while when its program is gone. */
  readonly goesOn: boolean;
  /** Locks what the migrations change, as another session would; gives what lets go of it. */
  hold?(): Promise<() => Promise<void>>;
  /** Kills the server, and starts it again. */
  crash?(): Promise<void>;
  dispose(): Promise<void>;
}

/** Makes empty databases of one kind, for the project in `folder`. */
export interface Places {
  /** True where the server is what is killed. */
  readonly crashes?: true;
  open(folder: string): Promise<Place>;
  dispose(): Promise<void>;
}

/** Undefined where this machine has no such database: the engine of containers may be missing, which is told. */
export async function placesOf(kind: DatabaseChoice["kind"] | "crash"): Promise<Places | undefined> {
  if (kind === "server") return servers();
  if (kind === "crash") return crashing();
  return kind === "embedded" ? embedded() : containers();
}

export async function engineOn(choice: DatabaseChoice, key: string, image: string, home: string) {
  const engine = new RunEngine({
    storagePath: home,
    key,
    image,
    startTimeout: 600,
    lockLimit: 60_000,
  });
  await engine.select(choice);
  return engine;
}

async function hasSessions(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT FROM pg_stat_activity WHERE application_name = 'lockkeeper' AND datname = current_database()",
  );
  return rowCount !== 0;
}

function servers(): Places {
  return {
    async open() {
      const database = await freshDatabase(18);
      const watching = await database.connect();
      return {
        arguments: ["--database", database.url],
        environment: {},
        engine: () => engineOn({ kind: "server", url: database.url }, "kills", "", ""),
        isBusy: () => hasSessions(watching),
        goesOn: true,
        hold: async () => {
          const other = await database.connect();
          await other.query("BEGIN; LOCK TABLE log");
          return () => other.end();
        },
        dispose: () => database.dispose(),
      };
    },
    dispose: () => Promise.resolve(),
  };
}

async function embedded(): Promise<Places> {
  const home = mkdtempSync(join(tmpdir(), "lockkeeper-kills-"));
  const first = await engineOn({ kind: "embedded" }, "pristine", "", home);
  await first.start(never, silent);
  await first.dispose();
  return {
    open(folder) {
      const directory = join(home, "embedded", projectKey(folder));
      cpSync(join(home, "embedded", "pristine", "data"), join(directory, "data"), { recursive: true });
      return Promise.resolve({
        arguments: ["--database", "embedded"],
        environment: { LOCKKEEPER_HOME: home },
        engine: () => engineOn({ kind: "embedded" }, projectKey(folder), "", home),
        isBusy: () => Promise.resolve(isServed(directory)),
        goesOn: false,
        dispose: () => {
          rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
          return Promise.resolve();
        },
      });
    },
    dispose: () => {
      rmSync(home, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Whether a process serves that data and says where. */
function isServed(directory: string): boolean {
  try {
    const holder: unknown = JSON.parse(readFileSync(join(directory, "server.json"), "utf8"));
    if (typeof holder !== "object" || holder === null || !("pid" in holder)) return false;
    process.kill(Number(holder.pid), 0);
    return "server" in holder;
  } catch {
    return false;
  }
}

async function containers(): Promise<Places | undefined> {
  const found = await testEngine();
  if ("skipped" in found) {
    console.warn(`SKIPPED: kills on a container. ${found.skipped}`);
    return undefined;
  }
  // What the program takes, unless it is told otherwise.
  const image = "postgres:18";
  const environment = found.dockerHost === undefined ? {} : { DOCKER_HOST: found.dockerHost };
  const docker = await findEngine({ ...process.env, ...environment });
  if (found.image !== image) await docker.getImage(found.image).tag({ repo: "postgres", tag: "18" });
  Object.assign(process.env, environment);
  return {
    async open(folder) {
      const key = projectKey(folder);
      const container = new ContainerDatabase({ key, image, startLimit: 600_000 });
      const { config } = await container.start(never, silent);
      const watching = await connect(config);
      await watching.query("SET application_name = 'watching'");
      return {
        arguments: ["--database", "container"],
        environment,
        engine: () => engineOn({ kind: "container" }, key, image, ""),
        isBusy: () => hasSessions(watching),
        goesOn: true,
        dispose: async () => {
          await watching.end();
          await container.reset();
        },
      };
    },
    dispose: () => found.stop(),
  };
}
