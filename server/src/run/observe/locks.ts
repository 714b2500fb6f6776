import type { QueryResult, QueryResultRow } from "pg";
import { atLeast, lockModes, strongerLock } from "../../interpret/locks.ts";
import type { LockMode } from "../../interpret/locks.ts";
import type { RelationState } from "./snapshot.ts";

/** Strongest mode per relation OID. */
export type LockTable = ReadonlyMap<number, LockMode>;

/** A connection, or one that is opened again where it is gone. */
interface Asked {
  query<R extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<R>>;
}

/** The relation locks that a backend has, and those it waits for. */
export async function readLocks(client: Asked, pid: number): Promise<LockTable> {
  const { rows } = await client.query<{ relation: number; mode: string }>(lockQuery, [pid]);
  const strongest = new Map<number, LockMode>();
  for (const { relation, mode: text } of rows) {
    const mode = modeOf(text);
    if (mode === undefined) continue;
    const known = strongest.get(relation);
    strongest.set(relation, known === undefined ? mode : strongerLock(known, mode));
  }
  return strongest;
}

/**
 * Whether a lock is reported. Planning and row changes take weak locks on every index of a table; those hinder
 * nothing but DDL on that very index.
 */
export function countsAsLock(relation: RelationState, mode: LockMode): boolean {
  return !"iI".includes(relation.kind) || atLeast(mode, "SHARE UPDATE EXCLUSIVE");
}

const lockQuery = `
  SELECT l.relation, l.mode
    FROM pg_catalog.pg_locks l
   WHERE l.pid = $1 AND l.locktype = 'relation'
     AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())`;

/** `ShareRowExclusiveLock` is SHARE ROW EXCLUSIVE; predicate locks (`SIReadLock`) are none of these. */
export function modeOf(text: string): LockMode | undefined {
  const words = text.replace(/Lock$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return lockModes.find((mode) => mode === words.toUpperCase());
}
