import type { Lock } from "../../interpret/effects.ts";
import { blocksWrites } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { HeldLocks } from "../../timeline/held.ts";
import type { AnalysedStatement, RuleContext } from "../rule.ts";
import { firstAffected, type Affected } from "./affected.ts";

/** A statement whose lock is still held while later statements of its transaction work. */
export interface LockHolder {
  readonly statement: AnalysedStatement;
  /** In order; at least one. */
  readonly meanwhile: readonly AnalysedStatement[];
  /** What the first of those does, and on which majors. */
  readonly first: Affected;
}

/**
 * Of each transaction the first statement whose lock keeps others waiting while later ones work. `statements`: those
 * that lock or work, in order. At every keystroke this goes through a whole section, so what a statement locks is looked
 * at only where a later one works, and once.
 */
export function lockHolders(
  statements: readonly AnalysedStatement[],
  works: (entry: TimelineEntry) => boolean,
  context: RuleContext,
): readonly LockHolder[] {
  const found: { statement: AnalysedStatement; meanwhile: AnalysedStatement[]; first: Affected }[] = [];
  // The statements of the transaction begin there; the first may hold, or is known not to.
  let from = 0;
  for (const [index, statement] of statements.entries()) {
    const held = heldBefore(statement);
    if (held.length === 0) from = index;
    const affected =
      held.length === 0
        ? undefined
        : firstAffected(statement, (entry) => entry.held.length > 0 && works(entry));
    if (affected === undefined) continue;
    while (from < index && !holds(statements[from], held, context)) from++;
    const holder = from < index ? statements[from] : undefined;
    if (holder === undefined) continue;
    const known = found.at(-1);
    if (known?.statement === holder) known.meanwhile.push(statement);
    else found.push({ statement: holder, meanwhile: [statement], first: affected });
  }
  return found;
}

/** Those that are held before a statement and keep writers of relations waiting that others use. */
export function blockingHeld({ held }: TimelineEntry, context: RuleContext): readonly Lock[] {
  return held.filter((lock) => isBlocking(lock, context));
}

/** Whether there is one of those. */
export function holdsBlocking({ held }: TimelineEntry, context: RuleContext): boolean {
  return held.some((lock) => isBlocking(lock, context));
}

function isBlocking({ relation, mode }: Lock, context: RuleContext): boolean {
  return blocksWrites(mode) && context.existed(relation.id);
}

function heldBefore({ entries }: AnalysedStatement): HeldLocks {
  for (const { held } of entries.values()) if (held.length > 0) return held;
  return HeldLocks.none;
}

/** Whether one of these locks is a statement's own, and keeps writers of a relation waiting that others use. */
function holds(statement: AnalysedStatement | undefined, held: HeldLocks, context: RuleContext): boolean {
  const ids = new Set<string>();
  for (const { effects } of statement?.entries.values() ?? [])
    for (const { relation, mode } of effects.locks)
      if (blocksWrites(mode) && context.existed(relation.id)) ids.add(relation.id);
  return [...ids].some((id) => {
    const lock = held.on(id);
    return lock !== undefined && blocksWrites(lock.mode);
  });
}
