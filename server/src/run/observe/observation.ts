import type { WorkKind } from "../../interpret/effects.ts";
import type { LockMode } from "../../interpret/locks.ts";
import { countsAsLock } from "./locks.ts";
import type { LockTable } from "./locks.ts";
import type { Snapshot } from "./snapshot.ts";
import { deduceWork } from "./work.ts";
import type { Evidence } from "./work.ts";

/** A relation as `schema.name`, called as it was when the statement began. */
export interface ObservedLock {
  readonly relation: string;
  readonly mode: LockMode;
}

export interface ObservedWork {
  readonly relation: string;
  readonly kind: WorkKind;
}

/**
 * What a statement did on a real server, in the words of a prediction (`effects.ts`), each list sorted. Only
 * relations that existed before the transaction; no system catalogs and no TOAST tables; no locks on indexes
 * weaker than SHARE UPDATE EXCLUSIVE; not the waiting and reading that VACUUM and ANALYZE do.
 */
export interface Observation {
  /** Strongest mode per relation, of those that the transaction did not have before. */
  readonly locks: readonly ObservedLock[];
  readonly work: readonly ObservedWork[];
  /** A statement that failed holds nothing and has done nothing. */
  readonly error?: { readonly sqlstate: string; readonly message: string };
}

/** The observation in words: sorted by name, without what came later and what does not count. */
export function toObservation(
  evidence: Evidence,
  existing: ReadonlySet<number>,
  locks: LockTable,
): Observation {
  return {
    locks: reportLocks(evidence.before, existing, locks),
    work: reportWork(evidence, existing),
  };
}

function reportLocks(before: Snapshot, existing: ReadonlySet<number>, locks: LockTable): ObservedLock[] {
  return [...locks]
    .flatMap(([oid, mode]) => {
      const relation = existing.has(oid) ? before.relations.get(oid) : undefined;
      return relation !== undefined && countsAsLock(relation, mode)
        ? [{ relation: relation.name, mode }]
        : [];
    })
    .sort((one, other) => compare(one.relation, other.relation));
}

function reportWork(evidence: Evidence, existing: ReadonlySet<number>): ObservedWork[] {
  const found = deduceWork(evidence)
    .filter(({ relation }) => existing.has(relation.oid))
    .map(({ relation, kind }) => ({ relation: relation.name, kind }));
  const distinct = new Map(found.map((item) => [`${item.relation} ${item.kind}`, item]));
  return [...distinct].sort(([one], [other]) => compare(one, other)).map(([, item]) => item);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
