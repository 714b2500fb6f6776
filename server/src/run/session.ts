import type { Client } from "pg";
import type { ConnectionFacts, Database } from "./databases/database.ts";
import { Control } from "./control.ts";
import { connect, connectWhenFree } from "./databases/connect.ts";
import type { ConnectOptions } from "./databases/connect.ts";
import { codeOf, DatabaseError, messageOf } from "./databases/databaseError.ts";
import { sleep } from "./sleep.ts";

/** Milliseconds after which a statement that ignores its cancellation loses its connection. */
const patience = 5_000;

/**
 * The connections of one run: `work` sends the migrations and holds the advisory locks; `control` watches and
 * cancels. The embedded PostgreSQL has one backend and takes one connection, so there `control` is absent.
 */
export interface Session {
  readonly work: Client;
  readonly control: Control | undefined;
  /** The server's process behind `work`; undefined where there is but one. */
  readonly pid: number | undefined;
  /** Ends the statement that runs on `work`. Call it when the signal is aborted, while nothing else uses `control`. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly signal: AbortSignal;
  /** Milliseconds to wait for another user of the embedded database. */
  readonly waitLimit: number;
  readonly onWait?: () => void;
}

export async function openSession(
  database: Database,
  facts: ConnectionFacts,
  options: SessionOptions,
): Promise<Session> {
  if (facts.singleBackend) return openSingle(database, facts, options);
  const work = await reach(facts);
  try {
    const control = await Control.connect(() => reach(facts));
    const pid = await backendPid(work);
    await watchClient(work);
    return {
      work,
      control,
      pid,
      cancel: () => cancelBackend(control, pid),
      close: async () => {
        await Promise.allSettled([work.end(), control.end()]);
      },
    };
  } catch (error) {
    await work.end().catch(() => undefined);
    throw error;
  }
}

/** Does something on a session of its own, whose statement is cancelled with the signal. */
export async function inOwnSession<T>(
  database: Database,
  facts: ConnectionFacts,
  options: SessionOptions,
  action: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(database, facts, options);
  try {
    return await cancelledBy(options.signal, session, () => action(session));
  } finally {
    await session.close();
  }
}

/** Does something on a session; the statement that runs on it is cancelled when the signal is aborted meanwhile. */
export async function cancelledBy<T>(
  signal: AbortSignal,
  session: Pick<Session, "cancel">,
  action: () => Promise<T>,
): Promise<T> {
  const cancel = (): void => void session.cancel().catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await action();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/**
 * What DISCARD ALL does, but for the advisory locks: they are what keeps other runners out. A statement whose client is
 * gone shall not go on, so the server looks for the client while it works.
 */
export async function resetSession(client: Client): Promise<void> {
  await client.query(
    "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD PLANS; " +
      "DISCARD TEMP; DISCARD SEQUENCES",
  );
  await watchClient(client);
}

/** Since 14, where the server's platform can tell; elsewhere a statement ends when it has something to send. */
async function watchClient(client: Client): Promise<void> {
  await client.query("SET client_connection_check_interval = '2s'").catch(() => undefined);
}

async function openSingle(
  database: Database,
  facts: ConnectionFacts,
  options: SessionOptions,
): Promise<Session> {
  const work = await connectOrRestart(database, facts, {
    signal: options.signal,
    limit: options.waitLimit,
    ...(options.onWait === undefined ? {} : { onWait: options.onWait }),
  });
  return {
    work,
    control: undefined,
    pid: undefined,
    cancel: async () => database.interrupt?.(),
    close: () => work.end().catch(() => undefined),
  };
}

/**
 * A process that was killed still takes connections for an instant, so it can look alive when it is asked for and be
 * gone when it is used. Nothing has been sent then, so it is started again, once.
 */
async function connectOrRestart(
  database: Database,
  facts: ConnectionFacts,
  options: ConnectOptions,
): Promise<Client> {
  try {
    return await connectWhenFree(facts.config, options);
  } catch (error) {
    if (codeOf(error) !== "connection-failed") throw error;
    const again = await database.start(options.signal, () => undefined);
    return connectWhenFree(again.config, options);
  }
}

async function reach(facts: ConnectionFacts): Promise<Client> {
  try {
    return await connect(facts.config);
  } catch (error) {
    throw new DatabaseError(
      "connection-failed",
      `The database at ${facts.address} does not answer: ${messageOf(error)}. Check that it is running.`,
      error,
    );
  }
}

async function backendPid(client: Client): Promise<number> {
  const result = await client.query<{ pid: number }>("SELECT pg_catalog.pg_backend_pid() AS pid");
  return result.rows[0]?.pid ?? 0;
}

/** A block that catches query_canceled survives a cancellation, so it is repeated and at last enforced. */
async function cancelBackend(control: Control, pid: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const active = await control.query(
      "SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND state = 'active'",
      [pid],
    );
    if (active.rowCount === 0) return;
    await sleep(500);
  }
  await control.query("SELECT pg_catalog.pg_terminate_backend($1)", [pid]);
}
