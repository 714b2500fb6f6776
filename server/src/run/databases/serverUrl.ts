import type { ClientConfig } from "pg";
import type { DatabaseStatus } from "../../protocol.ts";
import { connect } from "./connect.ts";
import { codeOf, DatabaseError, messageOf } from "./databaseError.ts";
import type { ConnectionFacts, Database, Progress } from "./database.ts";
import { parseServerUrl } from "./parseServerUrl.ts";
import type { ServerOptions } from "./parseServerUrl.ts";

/** A PostgreSQL that the user runs: connected to, never started, stopped or emptied. */
export class ServerDatabase implements Database {
  readonly kind = "server";
  readonly interrupt = undefined;
  private readonly options: ServerOptions;
  private state: DatabaseStatus = "stopped";

  constructor(options: ServerOptions) {
    this.options = options;
  }

  get status(): DatabaseStatus {
    return this.state;
  }

  async start(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts> {
    this.state = "starting";
    try {
      const { config, address } = parseServerUrl(this.options, process.env);
      progress(`Connecting to ${address}`);
      const version = await askVersion(config, address, signal);
      this.state = "ready";
      return { config, address, version, singleBackend: false };
    } catch (error) {
      this.state = signal.aborted ? "stopped" : "failed";
      throw error;
    }
  }

  stop(): Promise<void> {
    this.state = "stopped";
    return Promise.resolve();
  }

  reset(): Promise<void> {
    return Promise.reject(
      new DatabaseError(
        "not-resettable",
        "A server given by URL is never emptied from here. Drop and create the database with your own tools.",
      ),
    );
  }

  dispose(): Promise<void> {
    return this.stop();
  }
}

async function askVersion(
  config: Readonly<ClientConfig>,
  address: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const client = await connect(config);
    try {
      const result = await client.query<{ server_version: string }>("SHOW server_version");
      if (signal.aborted) throw new DatabaseError("cancelled", "Connecting was cancelled.");
      return (result.rows[0]?.server_version ?? "").split(" ", 1)[0] ?? "";
    } finally {
      await client.end();
    }
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError("connection-failed", explain(error, address));
  }
}

function explain(error: unknown, address: string): string {
  const code = codeOf(error) ?? "";
  const why = `PostgreSQL at ${address} cannot be reached: ${messageOf(error)}.`;
  if (code === "ECONNREFUSED" || code === "ENOENT") return `${why} Start it, or correct host and port.`;
  if (code.startsWith("28")) return `${why} Check user and password.`;
  if (code === "3D000") return `${why} Create the database, or correct its name.`;
  return `${why} Check the URL.`;
}
