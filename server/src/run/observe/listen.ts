import type { Client, QueryResult } from "pg";
import type { Observation } from "./observation.ts";

/** What a statement said while it ran. */
export interface Heard {
  readonly messages: readonly string[];
  /** The first word of each command tag. */
  readonly commands: readonly string[];
}

/**
 * Makes a session say what ALTER TABLE does to rows (DEBUG1) and do it all itself: a parallel worker counts its
 * scans elsewhere. Set before each statement, since migrations set the first of these too.
 */
export async function prepareSession(client: Client): Promise<void> {
  await client.query("SET client_min_messages = debug1; SET max_parallel_maintenance_workers = 0");
}

/** Runs the statement and keeps its notices and command tags; an error of the server is an answer as well. */
export async function runListening(
  client: Client,
  sql: string,
): Promise<Heard | { readonly error: NonNullable<Observation["error"]> }> {
  const messages: string[] = [];
  const listen = (notice: { message?: string | undefined }) => messages.push(notice.message ?? "");
  client.on("notice", listen);
  try {
    const result: QueryResult | readonly QueryResult[] = await client.query(sql);
    return { messages, commands: [result].flat().map((one) => one.command) };
  } catch (error) {
    return { error: serverError(error) };
  } finally {
    client.off("notice", listen);
  }
}

export async function backendPid(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_catalog.pg_backend_pid() AS pid");
  const pid = rows[0]?.pid;
  if (pid === undefined) throw new Error("The server did not say which backend serves this connection.");
  return pid;
}

function serverError(error: unknown): NonNullable<Observation["error"]> {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return { sqlstate: error.code, message: error.message };
  throw error;
}
