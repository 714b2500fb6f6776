import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import type { ClientConfig } from "pg";
import type { DatabaseStatus } from "../../protocol.ts";
import { findEngine } from "./containerEngine.ts";
import { awaitReady, endedByItself } from "./containerReady.ts";
import type { ConnectionFacts, Database, Progress } from "./database.ts";
import { DatabaseError } from "./databaseError.ts";
import { engineMessage, ensureImage, statusOf } from "./pullImage.ts";

export interface ContainerOptions {
  /** Tells this workspace's container from those of others. */
  readonly key: string;
  readonly image: string;
  /** Milliseconds that a started container has until it accepts connections. */
  readonly startLimit: number;
  /** A fixed port on 127.0.0.1; by default the engine chooses a free one. */
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

const postgresPort = "5432/tcp";
const passwordVariable = "POSTGRES_PASSWORD=";

/** PostgreSQL in a container of Docker or Podman. Touches only containers that carry its labels. */
export class ContainerDatabase implements Database {
  readonly kind = "container";
  readonly interrupt = undefined;
  private readonly options: ContainerOptions;
  private state: DatabaseStatus = "stopped";

  constructor(options: ContainerOptions) {
    this.options = options;
  }

  get status(): DatabaseStatus {
    return this.state;
  }

  async start(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    if (this.state !== "ready") this.state = "starting";
    try {
      const engine = await this.engine();
      const facts = await this.startWith(engine, signal, progress);
      this.state = "ready";
      return facts;
    } catch (error) {
      this.state = signal.aborted ? "stopped" : "failed";
      throw typed(error);
    }
  }

  /** Never asks for an engine that is not there, and leaves a container as it is. */
  async attach(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts | undefined> {
    const engine = await this.engine().catch(() => undefined);
    const [container] = engine === undefined ? [] : await this.ours(engine);
    if (container === undefined || !(await container.inspect()).State.Running) return undefined;
    try {
      const facts = await this.connectTo(container, signal, progress);
      this.state = "ready";
      return facts;
    } catch (error) {
      throw typed(error);
    }
  }

  async stop(): Promise<void> {
    await this.withOurs(async (container) => container.stop({ t: 10 }).catch(unless(304, 404)));
  }

  async reset(): Promise<void> {
    await this.withOurs(async (container) => container.remove({ force: true, v: true }).catch(unless(404)));
  }

  dispose(): Promise<void> {
    this.state = "stopped";
    return Promise.resolve();
  }

  private async startWith(engine: Docker, signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    const existing = (await this.ours(engine))[0];
    const container = existing ?? (await this.create(engine, signal, progress));
    let isOurStart = false;
    try {
      if (!(await container.inspect()).State.Running) {
        isOurStart = true;
        progress(existing === undefined ? "Starting the container" : "Starting the container again");
        await container.start();
      }
      return await this.connectTo(container, signal, progress);
    } catch (error) {
      // One of ours that held data before is only stopped; one made just now is of no use to anybody. One that ran
      // already serves others: another window, a run in a terminal.
      if (existing === undefined) await container.remove({ force: true, v: true }).catch(() => undefined);
      else if (isOurStart) await container.stop({ t: 5 }).catch(() => undefined);
      throw error;
    }
  }

  private async connectTo(
    container: Docker.Container,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<ConnectionFacts> {
    const config = await connectionOf(container);
    const limit = this.options.startLimit;
    const version = await awaitReady(container, config, { signal, progress, limit });
    const address = `${config.host ?? ""}:${config.port ?? 0}`;
    return { config, address, version, singleBackend: false };
  }

  private async create(engine: Docker, signal: AbortSignal, progress: Progress): Promise<Docker.Container> {
    const { image, key, port } = this.options;
    await ensureImage(engine, image, signal, progress);
    if (signal.aborted) throw new DatabaseError("cancelled", "Starting the container was cancelled.");
    progress(`Creating a container of ${image}`);
    const password = randomBytes(24).toString("base64url");
    return engine.createContainer({
      name: `lockkeeper-${key}-${randomBytes(3).toString("hex")}`,
      Image: image,
      Env: [`${passwordVariable}${password}`],
      Labels: this.labels(),
      ExposedPorts: { [postgresPort]: {} },
      HostConfig: {
        PortBindings: {
          [postgresPort]: [{ HostIp: "127.0.0.1", HostPort: port === undefined ? "" : String(port) }],
        },
      },
    });
  }

  private labels(): Record<string, string> {
    return {
      "dev.lockkeeper": "1",
      "dev.lockkeeper.key": this.options.key,
      "dev.lockkeeper.image": this.options.image,
    };
  }

  private async ours(engine: Docker): Promise<readonly Docker.Container[]> {
    const label = Object.entries(this.labels()).map(([name, value]) => `${name}=${value}`);
    const found = await engine.listContainers({ all: true, filters: { label } });
    return found.map(({ Id }) => engine.getContainer(Id));
  }

  private async withOurs(action: (container: Docker.Container) => Promise<unknown>): Promise<void> {
    try {
      const engine = await this.engine();
      for (const container of await this.ours(engine)) await action(container);
      this.state = "stopped";
    } catch (error) {
      throw typed(error);
    }
  }

  private engine(): Promise<Docker> {
    return findEngine(this.options.environment ?? process.env);
  }
}

/** The password is kept nowhere but in the container's own environment. */
async function connectionOf(container: Docker.Container): Promise<Readonly<ClientConfig>> {
  const { Config, NetworkSettings, State } = await container.inspect();
  const port = Number(NetworkSettings.Ports[postgresPort]?.[0]?.HostPort);
  const password = Config.Env.find((entry) => entry.startsWith(passwordVariable))?.slice(
    passwordVariable.length,
  );
  if (!(port > 0) && !State.Running) throw await endedByItself(container, { password: password ?? "" });
  if (!(port > 0))
    throw new DatabaseError("container-failed", "The container publishes no port. Reset the database.");
  return {
    host: "127.0.0.1",
    port,
    user: "postgres",
    database: "postgres",
    ssl: false,
    ...(password === undefined ? {} : { password }),
  };
}

function unless(...statuses: readonly number[]): (error: unknown) => void {
  return (error) => {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  };
}

/** The engine's refusals, by their words: it has no codes for them. */
function typed(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const message = engineMessage(error);
  if (/port is already allocated|address already in use|failed to bind/i.test(message)) {
    const port = /127\.0\.0\.1:(\d+)/.exec(message)?.[1];
    return new DatabaseError(
      "port-taken",
      `The container could not start, because its port ${port ?? ""} on 127.0.0.1 is taken by another program. Stop that program, or reset the database to get another port.`.replace(
        "  ",
        " ",
      ),
      error,
    );
  }
  return new DatabaseError(
    "container-failed",
    `The container engine refused: ${message}. Reset the database or look at the engine's log.`,
    error,
  );
}
