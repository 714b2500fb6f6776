import type { Lock } from "../../interpret/effects.ts";
import { blocksWrites } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
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

interface Holding {
  readonly statement: AnalysedStatement;
  /** Ids of the relations that it locks against writes, by the strongest locks on any major. */
  readonly ids: ReadonlySet<string>;
  readonly meanwhile: AnalysedStatement[];
  first: Affected | undefined;
}

/**
 * Of each transaction the first statement whose lock keeps others waiting while later ones work. `statements`: those
 * that lock or work, in order. Goes through each statement's own locks, and of what is held only as far as the first that
 * is known.
 */
export function lockHolders(
  statements: readonly AnalysedStatement[],
  works: (entry: TimelineEntry) => boolean,
  context: RuleContext,
): readonly LockHolder[] {
  const found: Holding[] = [];
  let open: Holding[] = [];
  for (const statement of statements) {
    if (heldBefore(statement).length === 0) open = [];
    const holder = open.length === 0 ? undefined : open.find((each) => isHeldBy(each, statement));
    const affected =
      holder === undefined
        ? undefined
        : firstAffected(statement, (entry) => entry.held.length > 0 && works(entry));
    if (holder !== undefined && affected !== undefined) {
      if (holder.first === undefined) found.push(holder);
      holder.first ??= affected;
      holder.meanwhile.push(statement);
    }
    const ids = blockedBy(statement, context);
    if (ids.size > 0) open.push({ statement, ids, meanwhile: [], first: undefined });
  }
  return found.flatMap(({ first, ...holder }) => (first === undefined ? [] : [{ ...holder, first }]));
}

/** Those that are held before a statement and keep writers of relations waiting that others use. */
export function blockingHeld({ held }: TimelineEntry, context: RuleContext): readonly Lock[] {
  return held.filter(({ relation, mode }) => blocksWrites(mode) && context.existed(relation.id));
}

function heldBefore({ entries }: AnalysedStatement): readonly Lock[] {
  for (const { held } of entries.values()) if (held.length > 0) return held;
  return [];
}

function isHeldBy({ ids }: Holding, statement: AnalysedStatement): boolean {
  return heldBefore(statement).some(({ relation, mode }) => ids.has(relation.id) && blocksWrites(mode));
}

function blockedBy({ entries }: AnalysedStatement, context: RuleContext): ReadonlySet<string> {
  const ids = new Set<string>();
  let asked: TimelineEntry | undefined;
  for (const entry of entries.values()) {
    if (entry === asked) continue;
    asked = entry;
    for (const { relation, mode } of entry.effects.locks)
      if (blocksWrites(mode) && context.existed(relation.id)) ids.add(relation.id);
  }
  return ids;
}
