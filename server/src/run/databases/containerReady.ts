import type Docker from "dockerode";
import type { ClientConfig } from "pg";
import { sleep } from "../sleep.ts";
import { connect } from "./connect.ts";
import { lastLogLines } from "./containerLog.ts";
import type { Progress } from "./database.ts";
import { codeOf, DatabaseError, messageOf } from "./databaseError.ts";

export interface ReadyOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Milliseconds. */
  readonly limit: number;
}

/**
 * Waits until PostgreSQL in the container really accepts our connection, and gives its version. Until then the
 * published port answers with ECONNRESET, because the engine's proxy listens before PostgreSQL does.
 */
export async function awaitReady(
  container: Docker.Container,
  config: Readonly<ClientConfig>,
  options: ReadyOptions,
): Promise<string> {
  const started = Date.now();
  let reason = "it did not answer";
  for (let round = 0; ; round += 1) {
    if (options.signal.aborted)
      throw new DatabaseError("cancelled", "Waiting for the container was cancelled.");
    try {
      return await versionOf(config);
    } catch (error) {
      // 28xxx: it is up and refuses us, which waiting does not change.
      if (codeOf(error)?.startsWith("28") === true)
        throw await failed(container, config, "refused our password", error);
      reason = messageOf(error);
    }
    if (!(await container.inspect()).State.Running) throw await endedByItself(container, config);
    const waited = Date.now() - started;
    if (waited > options.limit) throw await neverReady(container, config, options.limit, reason);
    if (round % 5 === 4)
      options.progress(`Waiting for PostgreSQL in the container (${Math.round(waited / 1_000)} s)`);
    await sleep(200, options.signal);
  }
}

/** A container that is not running any more, with what it said last. */
export function endedByItself(
  container: Docker.Container,
  config: Readonly<ClientConfig>,
): Promise<DatabaseError> {
  return failed(container, config, "stopped by itself");
}

async function versionOf(config: Readonly<ClientConfig>): Promise<string> {
  const client = await connect({ ...config, connectionTimeoutMillis: 2_000 });
  try {
    const result = await client.query<{ server_version: string }>("SHOW server_version");
    return (result.rows[0]?.server_version ?? "").split(" ", 1)[0] ?? "";
  } finally {
    await client.end();
  }
}

async function neverReady(
  container: Docker.Container,
  config: Readonly<ClientConfig>,
  limit: number,
  reason: string,
): Promise<DatabaseError> {
  return new DatabaseError(
    "never-ready",
    `PostgreSQL in the container did not accept connections within ${Math.round(limit / 1_000)} s (${reason}). ${await logOf(container, config)} Check the image, or allow more time (lockkeeper.database.startTimeout).`,
  );
}

async function failed(
  container: Docker.Container,
  config: Readonly<ClientConfig>,
  what: string,
  cause?: unknown,
): Promise<DatabaseError> {
  return new DatabaseError(
    "container-failed",
    `The container ${what}. ${await logOf(container, config)} Check the image, or reset the database.`,
    cause,
  );
}

async function logOf(container: Docker.Container, config: Readonly<ClientConfig>): Promise<string> {
  const secret = typeof config.password === "string" ? config.password : "";
  const lines = await lastLogLines(container, secret);
  return lines === "" ? "It wrote no log." : `Its last log lines: ${lines}.`;
}
