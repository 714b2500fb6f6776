import type { Client } from "pg";
import { strongerLock } from "../../interpret/locks.ts";
import type { LockMode } from "../../interpret/locks.ts";
import { sleep } from "../sleep.ts";
import { backendPid, prepareSession, runListening } from "./listen.ts";
import { readLocks } from "./locks.ts";
import { toObservation } from "./observation.ts";
import type { Observation } from "./observation.ts";
import { findEmpty, takeSnapshot } from "./snapshot.ts";

/** A session of its own with an open transaction that makes the observed statement wait. */
export interface Blocker {
  /** Ends that transaction, so that the statement goes on. */
  release(): Promise<void>;
}

/** The statement ran to its end without waiting for its blockers, so nothing of it was seen. */
export class NotHeldUp extends Error {
  constructor(missed: number, blockers: number, sql: string) {
    super(`${missed} of ${blockers} blockers did not hold up: ${sql}`);
  }
}

/**
 * Observes a statement that refuses a transaction (CONCURRENTLY, VACUUM): nothing of it can be seen afterwards, so
 * it is held up by blockers, one after the other, and its locks, the awaited ones included, are read each time it
 * waits. What it takes only after the last wait, such as the lock under which DROP INDEX CONCURRENTLY removes an
 * index that nobody can use any more, is not seen. Rejects with `NotHeldUp` where one did not hold.
 */
export async function observeBlocked(
  client: Client,
  watcher: Client,
  sql: string,
  blockers: readonly Blocker[],
): Promise<Observation> {
  await prepareSession(client);
  const pid = await backendPid(client);
  const before = await takeSnapshot(client);
  let ended = false;
  const running = runListening(client, sql).finally(() => (ended = true));
  const locks = new Map<number, LockMode>();
  let missed = 0;
  for (const blocker of blockers) {
    if (!(await hasToWait(watcher, pid, () => ended))) missed++;
    for (const [oid, mode] of await readLocks(watcher, pid))
      locks.set(oid, strongerLock(locks.get(oid) ?? mode, mode));
    await blocker.release();
  }
  const heard = await running;
  if ("error" in heard) return { locks: [], work: [], error: heard.error };
  if (missed > 0) throw new NotHeldUp(missed, blockers.length, sql);
  const after = await takeSnapshot(client);
  const empty = await findEmpty(client, before, after);
  const existing = new Set(before.relations.keys());
  return toObservation({ before, after, ...heard, empty }, existing, locks);
}

async function hasToWait(watcher: Client, pid: number, ended: () => boolean): Promise<boolean> {
  let waits = 0;
  while (!ended()) {
    const { rows } = await watcher.query<{ waits: boolean }>(
      "SELECT pg_catalog.cardinality(pg_catalog.pg_blocking_pids($1)) > 0 AS waits",
      [pid],
    );
    // Twice, since CONCURRENTLY passes several short waits on its way to the lasting one.
    waits = rows[0]?.waits === true ? waits + 1 : 0;
    if (waits === 2) return true;
    await sleep(10);
  }
  return false;
}
