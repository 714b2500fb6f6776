import type { Client, QueryResultRow } from "pg";
import { conflict } from "../../interpret/locks.ts";
import { modeOf } from "../observe/locks.ts";
import type {
  Holder,
  InTheWay,
  OtherSession,
  PreparedTransaction,
  Replica,
  ReplicationSlot,
  WaitingSession,
} from "./inTheWay.ts";
import { waitMode, type NeededLock } from "./pendingLocks.ts";
import * as queries from "./queries.ts";

type Seen = Omit<InTheWay, "database" | "pending" | "waitsForSnapshots">;

/** Asks the server who is at work on it, and who of them has what these locks conflict with. */
export async function lookAtSessions(client: Client, needed: readonly NeededLock[]): Promise<Seen> {
  const ask = async <R extends object>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly R[]> => (await client.query<R & QueryResultRow>(text, [...values])).rows;
  const locks = await ask<HeldRow>(queries.heldLocks, [needed.map(({ relation }) => relation)]);
  const [rights] = await ask<{ all: boolean }>(queries.seesAll);
  return {
    tables: needed.map((each) => ({ ...each, heldBy: holdersOf(each, locks) })),
    waiting: await ask<WaitingSession>(queries.waiting),
    idleInTransaction: await ask<OtherSession>(queries.idleInTransaction),
    snapshots: await ask<OtherSession>(queries.oldestSnapshots),
    preparedTransactions: await ask<PreparedTransaction>(queries.preparedTransactions),
    replicationSlots: await ask<ReplicationSlot>(queries.replicationSlots),
    replicas: await ask<Replica>(queries.replicas),
    notes: rights?.all === true ? [] : [notAll],
  };
}

const notAll =
  "This role does not see what sessions of other roles do: grant it pg_monitor to see their statements, and since when.";

interface HeldRow extends Omit<Holder, "lock" | "waits" | "autovacuum"> {
  readonly relation: string;
  readonly mode: string;
  readonly granted: boolean;
  readonly isAutovacuum: boolean;
}

/** Of several locks of one session the first that is in the way tells enough. */
function holdersOf(needed: NeededLock, rows: readonly HeldRow[]): readonly Holder[] {
  const waits = waitMode(needed);
  const found = new Map<string, Holder>();
  for (const { relation, mode, granted, isAutovacuum, ...session } of rows) {
    const lock = modeOf(mode);
    if (relation !== needed.relation || lock === undefined) continue;
    if (!conflict(needed.lock, lock) && (waits === undefined || !conflict(waits, lock))) continue;
    const key = String(session.pid ?? session.query);
    if (found.has(key)) continue;
    const autovacuum = /to prevent wraparound/.test(session.query ?? "") ? "stays" : "gives-way";
    found.set(key, { ...session, lock, waits: !granted, ...(isAutovacuum ? { autovacuum } : {}) });
  }
  return [...found.values()];
}
