import type { ClientConfig } from "pg";
import type { DatabaseStatus } from "../../protocol.ts";
import { connect } from "./connect.ts";
import { loopbackNames } from "./loopbackNames.ts";
import { codeOf, DatabaseError, messageOf } from "./databaseError.ts";
import type { ConnectionFacts, Database, Progress } from "./database.ts";
import { foreignHosts, parseServerUrl } from "./parseServerUrl.ts";
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
      const loopback = await loopbackNames(foreignHosts(this.options));
      const { config, address } = parseServerUrl({ ...this.options, loopback }, process.env);
      progress(`Connecting to ${address}`);
      const version = await askVersion(config, address, signal);
      this.state = "ready";
      return { config, address, version, singleBackend: false };
    } catch (error) {
      this.state = signal.aborted ? "stopped" : "failed";
      throw error;
    }
  }

  /** It runs already; one on a host that the user has not named yet waits for their word. */
  async attach(signal: AbortSignal, progress: Progress): Promise<ConnectionFacts | undefined> {
    try {
      return await this.start(signal, progress);
    } catch (error) {
      if (codeOf(error) !== "host-not-allowed") throw error;
      this.state = "stopped";
      return undefined;
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
    const client = await connect(config, signal);
    try {
      const result = await client.query<{ server_version: string }>("SHOW server_version");
      return (result.rows[0]?.server_version ?? "").split(" ", 1)[0] ?? "";
    } finally {
      await client.end();
    }
  } catch (error) {
    if (signal.aborted) throw new DatabaseError("cancelled", "Connecting was cancelled.", error);
    throw refused(error, `PostgreSQL at ${address}`, config.user ?? "");
  }
}

function refused(error: unknown, server: string, user: string): DatabaseError {
  const code = codeOf(error) ?? "";
  const why = messageOf(error);
  // pg has no code for a server that wants a password where none is given.
  if (code === "28P01" || /\bSASL\b.*\bpassword must be/i.test(why))
    return new DatabaseError(
      "password-refused",
      `${server} refuses the password of ${user}: ${why}. Correct it; it is taken from the URL or from PGPASSWORD.`,
      error,
    );
  if (code.startsWith("28"))
    return new DatabaseError(
      "login-refused",
      `${server} lets ${user} not in: ${why}. Check the user, and the server's pg_hba.conf.`,
      error,
    );
  return new DatabaseError(
    "connection-failed",
    `${server} cannot be reached: ${why}. ${remedy(code)}`,
    error,
  );
}

function remedy(code: string): string {
  if (code === "ECONNREFUSED" || code === "ENOENT") return "Start it, or correct host and port.";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "Check how the host is spelled, and the network.";
  return code === "3D000" ? "Create the database, or correct its name." : "Check the URL.";
}
