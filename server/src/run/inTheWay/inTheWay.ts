import type { LockMode } from "../../interpret/locks.ts";
import type { Relation } from "../../catalog/relations.ts";

/** What stands in the way of the pending migrations on a database where others are at work, at one moment. */
export interface InTheWay {
  readonly database: string;
  /** Pending migrations that were looked at. */
  readonly pending: readonly string[];
  /** What they lock that is there already. */
  readonly tables: readonly LockedTable[];
  /** Sessions that wait for a lock now, whatever for; the longest first. */
  readonly waiting: readonly WaitingSession[];
  /** Sessions that keep a transaction open and do nothing in it; the oldest first. */
  readonly idleInTransaction: readonly OtherSession[];
  /** The oldest snapshots: while they are held, no row that died since is cleaned away. */
  readonly snapshots: readonly OtherSession[];
  /** A statement of the pending migrations that waits until those are gone. */
  readonly waitsForSnapshots: Place | undefined;
  readonly preparedTransactions: readonly PreparedTransaction[];
  readonly replicationSlots: readonly ReplicationSlot[];
  readonly replicas: readonly Replica[];
  /** What could not be seen or predicted: a sentence each. */
  readonly notes: readonly string[];
}

export interface Place {
  readonly version: string;
  /** Relative to the migrations folder. */
  readonly path: string;
  readonly line: number;
}

export interface LockedTable extends Place {
  /** `schema.name`. */
  readonly relation: string;
  readonly kind: Relation["kind"];
  /** The strongest lock that a pending migration takes on it, where it takes it. */
  readonly lock: LockMode;
  /** Whom a statement waits for besides the lock (CONCURRENTLY): all who write it, or all who use it. */
  readonly waitsFor?: "writers" | "users";
  /** Who has it so that the migration would wait for them. */
  readonly heldBy: readonly Holder[];
}

export interface OtherSession {
  readonly pid: number;
  readonly application: string | null;
  readonly user: string | null;
  readonly state: string | null;
  /** Milliseconds since its transaction began. */
  readonly milliseconds: number;
  /** What it does or did last, cut; null where the role may not see it. */
  readonly query: string | null;
}

export interface Holder extends Omit<OtherSession, "pid"> {
  /** Null for a prepared transaction. */
  readonly pid: number | null;
  readonly lock: LockMode;
  /** It waits for that lock itself. */
  readonly waits: boolean;
  /** `gives-way`: the server cancels it for whoever waits; one that prevents wraparound it does not. */
  readonly autovacuum?: "gives-way" | "stays";
}

export interface WaitingSession extends OtherSession {
  /** The processes that it waits for; 0 is a prepared transaction. */
  readonly behind: readonly number[];
}

export interface PreparedTransaction {
  readonly id: string;
  readonly owner: string;
  readonly milliseconds: number;
}

export interface ReplicationSlot {
  readonly name: string;
  readonly active: boolean;
  /** Bytes of WAL that are kept for it; null where that is not known. */
  readonly bytesKept: number | null;
}

export interface Replica {
  readonly application: string | null;
  readonly milliseconds: number;
}

/** Milliseconds: what is over in a moment keeps nobody waiting that matters. */
export const moment = 1_000;

/** Whether a migration would wait for somebody. */
export function isInTheWay({ tables, waitsForSnapshots, snapshots }: InTheWay): boolean {
  const stays = ({ autovacuum, milliseconds }: Holder): boolean =>
    autovacuum === undefined ? milliseconds >= moment : autovacuum === "stays";
  return (
    tables.some(({ heldBy }) => heldBy.some(stays)) ||
    (waitsForSnapshots !== undefined && snapshots.length > 0)
  );
}
