import type { Client } from "pg";
import { backendPid, prepareSession, runListening } from "./observe/listen.ts";
import { readLocks } from "./observe/locks.ts";
import type { LockTable } from "./observe/locks.ts";
import { toObservation } from "./observe/observation.ts";
import type { Observation } from "./observe/observation.ts";
import { findEmpty, takeSnapshot } from "./observe/snapshot.ts";

/** What is remembered from the start of a transaction in which several statements are observed. */
export interface Baseline {
  /** OIDs of the relations that existed then. */
  readonly existing: ReadonlySet<number>;
}

export async function takeBaseline(client: Client): Promise<Baseline> {
  return { existing: new Set((await takeSnapshot(client)).relations.keys()) };
}

/**
 * Runs one statement in the transaction that is open on `client` and reports what it did. One connection is
 * enough, so the embedded database can be observed too. Errors of the server are part of the answer; the
 * transaction is then aborted, and ending it is the caller's.
 */
export async function observe(client: Client, sql: string, baseline?: Baseline): Promise<Observation> {
  await prepareSession(client);
  const pid = await backendPid(client);
  const before = await takeSnapshot(client);
  const held = await readLocks(client, pid);
  const heard = await runListening(client, sql);
  if ("error" in heard) return { locks: [], work: [], error: heard.error };
  // First of all, since what follows looks into the relations and would lock them.
  const locks = await readLocks(client, pid);
  const after = await takeSnapshot(client);
  const empty = await findEmpty(client, before, after);
  const existing = baseline?.existing ?? new Set(before.relations.keys());
  return toObservation({ before, after, ...heard, empty }, existing, newLocks(held, locks));
}

function newLocks(held: LockTable, now: LockTable): LockTable {
  return new Map([...now].filter(([oid, mode]) => held.get(oid) !== mode));
}
