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
export async function connect(config: Readonly<ClientConfig>, signal?: AbortSignal): Promise<Client> {
  const client = new pg.Client({
    connectionTimeoutMillis: 15_000,
    application_name: "lockkeeper",
    ...config,
  });
  // Without a listener, a connection that breaks while idle would end the process.
  client.on("error", () => undefined);
  const abandon = (): void => void client.connection.stream.destroy();
  signal?.addEventListener("abort", abandon, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    // pg leaves the connection open where it has no password to give, and the server waits a minute for one.
    abandon();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abandon);
  }
}

/**
 * Connects to the embedded PostgreSQL, which drops every connection but the first: polls until the other client is
 * done. A fresh connection shares the session of the one before, so its settings and temporary tables are discarded.
 */
export async function connectWhenFree(
  config: Readonly<ClientConfig>,
  options: ConnectOptions,
): Promise<Client> {
  // While a statement runs there, the server does not even get to drop us, so the wait is told by the clock.
  const waiting = setTimeout(() => options.onWait?.(), 400);
  try {
    return await poll(config, options);
  } finally {
    clearTimeout(waiting);
  }
}

async function poll(config: Readonly<ClientConfig>, options: ConnectOptions): Promise<Client> {
  const deadline = Date.now() + options.limit;
  const patient = { ...config, connectionTimeoutMillis: Math.max(1_000, options.limit) };
  for (let round = 0; ; round += 1) {
    try {
      return await cleaned(await connect(patient, options.signal));
    } catch (error) {
      if (options.signal.aborted)
        throw new DatabaseError("cancelled", "Cancelled while waiting for the database.");
      if (!isDropped(error)) throw unreachable(error);
      if (Date.now() > deadline) throw busy(error);
    }
    // At first the client before us may just be leaving.
    await sleep(round < 5 ? 20 : 100, options.signal);
  }
}

async function cleaned(client: Client): Promise<Client> {
  try {
    await client.query("ROLLBACK");
    await client.query("DISCARD ALL");
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
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

function busy(cause: unknown): DatabaseError {
  return new DatabaseError(
    "busy",
    "Another window or command is using the embedded database, which serves one at a time. Try again when it is done.",
    cause,
  );
}
