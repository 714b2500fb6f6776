import type { Lock } from "../interpret/effects.ts";
import { blocksWrites } from "../interpret/locks.ts";
import type { TimelineEntry } from "./entry.ts";

/** Locks on tables that keep writers waiting: those that the transaction has, and those a statement waits for besides. */
export interface FurtherLocks {
  readonly held: readonly Lock[];
  readonly further: readonly Lock[];
}

/**
 * The tables for whose locks a statement waits while its transaction keeps the writers of other ones waiting; undefined
 * where it does not. `existed`: whether others use a relation already.
 */
export function furtherLocks(
  { held, effects }: TimelineEntry,
  existed: (id: string) => boolean,
): FurtherLocks | undefined {
  if (held.length === 0) return undefined;
  const isOn = ({ mode, relation }: Lock): boolean => blocksWrites(mode) && existed(relation.id);
  const first = held.filter((lock) => isTable(lock) && isOn(lock));
  if (first.length === 0) return undefined;
  // Who has only read a table waits for its writers, and for its readers, like everybody else.
  const known = new Set(held.filter(({ mode }) => blocksWrites(mode)).map(({ relation }) => relation.id));
  const further = effects.locks.filter((lock) => isTable(lock) && !known.has(lock.relation.id) && isOn(lock));
  return further.length === 0 ? undefined : { held: first, further };
}

function isTable({ relation: { kind, unnamed } }: Lock): boolean {
  return unnamed !== true && (kind === "table" || kind === "partitioned-table");
}
