import pg from "pg";
import type { Client, ClientConfig } from "pg";
import { codeOf, DatabaseError, messageOf } from "./databaseError.ts";
import { sleep } from "../sleep.ts";

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Milliseconds after which the wait for a free connection is given up. */
  readonly limit: number;
  /** Called once, when the connection is taken and the wait begins. */
  readonly onWait?: () => void;
}

/** Connects; a lost connection later breaks the query under way and nothing else. */
export async function connect(config: Readonly<ClientConfig>): Promise<Client> {
  const client = new pg.Client({
    connectionTimeoutMillis: 15_000,
    application_name: "lockkeeper",
    ...config,
  });
  // Without a listener, a connection that breaks while idle would end the process.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/**
 * Connects to the embedded PostgreSQL, which drops every connection but the first: polls until the other client is
 * done. A fresh connection shares the session of the one before, so its settings and temporary tables are discarded.
 */
export async function connectWhenFree(
  config: Readonly<ClientConfig>,
  options: ConnectOptions,
): Promise<Client> {
  const deadline = Date.now() + options.limit;
  let waited = false;
  for (;;) {
    if (options.signal.aborted)
      throw new DatabaseError("cancelled", "Cancelled while waiting for the database.");
    try {
      const client = await connect({ ...config, connectionTimeoutMillis: Math.max(1_000, options.limit) });
      await client.query("DISCARD ALL");
      return client;
    } catch (error) {
      if (!isDropped(error)) throw unreachable(error);
      if (Date.now() > deadline) {
        throw new DatabaseError(
          "busy",
          "Another window or command is using the embedded database, which serves one at a time. Try again when it is done.",
          error,
        );
      }
    }
    if (!waited) options.onWait?.();
    waited = true;
    await sleep(100, options.signal);
  }
}

/** How a connection looks that the embedded server closed because it has one already. */
function isDropped(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ECONNRESET" || code === "EPIPE" || /terminated|timeout expired/i.test(messageOf(error));
}

function unreachable(error: unknown): DatabaseError {
  return new DatabaseError(
    "connection-failed",
    `The embedded PostgreSQL does not answer: ${messageOf(error)}. Start the database again.`,
    error,
  );
}
