import type { Client } from "pg";
import { plainFailure, RunError } from "./runError.ts";
import { sleep } from "./sleep.ts";

/** Ours, for tools that lock nothing themselves: the ASCII bytes of "lockkeep" as a signed 64-bit number. */
const ownKey = "7813573191525557616";
const pollInterval = 200;

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly limit: number;
  readonly onWait: () => void;
}

/**
 * Takes our lock and the tool's own, so that no two runners interleave. Polls: a session that waits inside
 * pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY of the other runner would wait for it for ever.
 * The locks end with the connection.
 */
export async function takeLocks(
  client: Client,
  toolKey: string | undefined,
  options: LockOptions,
): Promise<void> {
  const deadline = Date.now() + options.limit;
  let waited = false;
  for (const key of toolKey === undefined ? [ownKey] : [ownKey, toolKey]) {
    while (!(await tryLock(client, key))) {
      if (options.signal.aborted) {
        throw new RunError(
          plainFailure("cancelled", "Cancelled while waiting for another runner. Nothing was run."),
        );
      }
      if (Date.now() > deadline)
        throw new RunError(plainFailure("locked-by-another-runner", heldMessage(options.limit)));
      if (!waited) options.onWait();
      waited = true;
      await sleep(pollInterval, options.signal);
    }
  }
}

async function tryLock(client: Client, key: string): Promise<boolean> {
  const result = await client.query<{ taken: boolean }>(
    "SELECT pg_catalog.pg_try_advisory_lock($1::bigint) AS taken",
    [key],
  );
  return result.rows[0]?.taken ?? false;
}

function heldMessage(limit: number): string {
  return `Another runner is migrating this database and did not finish within ${Math.round(limit / 1_000)} s. Nothing was run; try again when it is done.`;
}
