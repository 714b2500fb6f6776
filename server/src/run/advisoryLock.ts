import type { Client } from "pg";
import { untilTaken, type LockOptions } from "./untilTaken.ts";

/** Ours, for tools that lock nothing themselves: the ASCII bytes of "lockkeep" as a signed 64-bit number. */
const ownKey = "7813573191525557616";

/**
 * Our lock and the tool's own, so that no two runners interleave. The session that runs the migrations holds them, as
 * with the tools: they end when it ends, and not before. A runner that was killed goes on holding them as long as
 * the server still works on its last statement, and a session that lost them has nothing left to run with.
 */
export class RunLock {
  readonly #client: Client;
  readonly #keys: readonly string[];

  private constructor(client: Client, keys: readonly string[]) {
    this.#client = client;
    this.#keys = keys;
  }

  /**
   * Polls: a session that waits inside pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY of the
   * other runner would wait for it for ever.
   */
  static async take(client: Client, toolKey: string | undefined, options: LockOptions): Promise<RunLock> {
    const lock = new RunLock(client, toolKey === undefined ? [ownKey] : [ownKey, toolKey]);
    await untilTaken(() => lock.#try(), options, {
      whom: "another runner",
      held: () => heldMessage(client, lock.#keys, options.limit),
    });
    return lock;
  }

  /** Whether the session has all of it: a migration may have called pg_advisory_unlock_all() or DISCARD ALL. */
  async isHeld(): Promise<boolean> {
    const { rows } = await this.#client.query<{ count: number }>(
      `SELECT count(DISTINCT ${keyOfLock})::int AS count FROM pg_catalog.pg_locks
        WHERE ${isKeyLock} AND granted AND pid = pg_catalog.pg_backend_pid() AND ${keyOfLock} = ANY ($1::bigint[])`,
      [this.#keys],
    );
    return rows[0]?.count === this.#keys.length;
  }

  /** Takes what was lost again; false where another runner has it now. */
  async retake(): Promise<boolean> {
    return (await this.isHeld()) || (await this.#try());
  }

  /** All or nothing: who holds one key and waits for the other would block whoever does the reverse. */
  async #try(): Promise<boolean> {
    const taken: string[] = [];
    for (const key of this.#keys) {
      if (await ask(this.#client, "pg_try_advisory_lock", key)) taken.push(key);
      else {
        for (const one of taken) await ask(this.#client, "pg_advisory_unlock", one);
        return false;
      }
    }
    return true;
  }
}

/* pg_locks shows the halves of a 64-bit key in two columns of type oid; objsubid is 1 for such keys. */
const isKeyLock = "locktype = 'advisory' AND objsubid = 1";
const keyOfLock = "((classid::bigint << 32) | objid::bigint)";

async function ask(
  client: Client,
  call: "pg_try_advisory_lock" | "pg_advisory_unlock",
  key: string,
): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`SELECT pg_catalog.${call}($1::bigint) AS done`, [
    key,
  ]);
  return rows[0]?.done ?? false;
}

async function heldMessage(client: Client, keys: readonly string[], limit: number): Promise<string> {
  const { rows } = await client.query<{ pid: number; application: string | null; since: string | null }>(
    `SELECT l.pid, a.application_name AS application, to_char(a.backend_start, 'HH24:MI:SS') AS since
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
      WHERE ${isKeyLock} AND granted AND l.database = (SELECT oid FROM pg_catalog.pg_database
              WHERE datname = pg_catalog.current_database())
        AND l.pid <> pg_catalog.pg_backend_pid() AND ${keyOfLock} = ANY ($1::bigint[])`,
    [keys],
  );
  const [holder] = rows;
  const name = holder?.application ?? "";
  const who =
    holder === undefined
      ? ""
      : ` (process ${holder.pid}${name === "" ? "" : `, ${name}`}${holder.since === null ? "" : `, connected since ${holder.since}`})`;
  return `Another runner${who} is migrating this database${limit < 1_000 ? "" : ` and did not finish within ${Math.round(limit / 1_000)} s`}. Nothing was run; try again when it is done.`;
}
