import type { Catalog } from "../catalog/catalog.ts";
import { holds } from "../catalog/edit.ts";
import { isAssumed } from "../catalog/ids.ts";
import type { Effects, Lock } from "../interpret/effects.ts";
import { interpret, type Outcome } from "../interpret/interpret.ts";
import type { Major } from "../interpret/target.ts";
import type { Statement } from "../sql/statement.ts";
import {
  afterStatement,
  begin,
  sameTransaction,
  type TransactionMode,
  type TransactionState,
} from "./transaction.ts";

/** One statement in its section, on one server version. */
export interface TimelineEntry {
  readonly statement: Statement;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly outcome: Outcome;
  /** What it does to relations that existed before its transaction; what it does to newer ones disturbs nobody. */
  readonly effects: Effects;
  /** Locks on such relations that earlier statements of the same transaction took and that are still held. */
  readonly held: readonly Lock[];
  /** The transaction it runs in. */
  readonly transaction: TransactionState;
}

/** The statements of one section, in order, on one server version. */
export interface Timeline {
  readonly major: Major;
  readonly mode: TransactionMode;
  /** The catalog before the section; what is not in it was created by the migration itself. */
  readonly start: Catalog;
  readonly end: Catalog;
  readonly entries: readonly TimelineEntry[];
}

export interface TimelineInput {
  readonly mode: TransactionMode;
  readonly statements: readonly Statement[];
  readonly major: Major;
  readonly timeZone: string;
  /** False where the history is known to begin with an empty database; true by default. */
  readonly assumesMissing?: boolean;
}

/**
 * Folds a section's statements over a catalog. With the timeline of an earlier version of the same section, what
 * did not change is taken from there: an unchanged statement on an unchanged catalog as it is, an unchanged
 * statement whose every look into the catalog finds the same by replaying its changes.
 */
export function foldSection(start: Catalog, input: TimelineInput, previous?: Timeline): Timeline {
  const reuse = previous === undefined ? () => undefined : aligned(input.statements, previous);
  const entries: TimelineEntry[] = [];
  let catalog = start;
  let transaction = begin(start, input.mode, input.statements.length);
  input.statements.forEach((statement, index) => {
    const entry = step(catalog, statement, transaction, input, reuse(index));
    entries.push(entry);
    const next = afterStatement(entry.after, transaction, entry);
    catalog = next.catalog;
    transaction = next.transaction;
  });
  return { major: input.major, mode: input.mode, start, end: catalog, entries };
}

function step(
  before: Catalog,
  statement: Statement,
  transaction: TransactionState,
  input: TimelineInput,
  old: TimelineEntry | undefined,
): TimelineEntry {
  if (old !== undefined && old.before === before && sameTransaction(old.transaction, transaction)) return old;
  const sameTransactionKind = old?.transaction.open === transaction.open;
  const outcome =
    old !== undefined && sameTransactionKind && holds(old.outcome.reads, before)
      ? old.outcome
      : interpret(before, statement, {
          major: input.major,
          inTransaction: transaction.open,
          timeZone: input.timeZone,
          assumesMissing: input.assumesMissing ?? true,
        });
  return {
    statement,
    before,
    after: before.apply(outcome.changes),
    outcome,
    effects: sameEffects(old?.effects, onExisting(outcome.effects, transaction.start)),
    held: sameItems(old?.held, transaction.held),
    transaction,
  };
}

/** Leaves out locks and work on relations that the transaction itself created. */
function onExisting(effects: Effects, start: Catalog): Effects {
  const existed = ({ relation }: { readonly relation: { readonly id: string } }): boolean =>
    isAssumed(relation.id) || start.get("relation", relation.id) !== undefined;
  if (effects.locks.every(existed) && effects.work.every(existed)) return effects;
  return { ...effects, locks: effects.locks.filter(existed), work: effects.work.filter(existed) };
}

/** The old effects where nothing differs, so that readers can tell by identity that they need not look again. */
function sameEffects(old: Effects | undefined, now: Effects): Effects {
  if (old === undefined || old.fails !== now.fails || old.breaks !== now.breaks) return now;
  return sameItems(old.locks, now.locks) === old.locks && sameItems(old.work, now.work) === old.work
    ? old
    : now;
}

function sameItems<T>(old: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return old?.length === now.length && old.every((item, index) => item === now[index]) ? old : now;
}

/** Finds for each index the old entry of the same statement, by common prefix and common suffix. */
function aligned(
  statements: readonly Statement[],
  previous: Timeline,
): (index: number) => TimelineEntry | undefined {
  const old = previous.entries;
  const shift = old.length - statements.length;
  let prefix = 0;
  while (prefix < statements.length && old[prefix]?.statement === statements[prefix]) prefix++;
  return (index) => {
    const candidate = old[index < prefix ? index : index + shift];
    return candidate?.statement === statements[index] ? candidate : undefined;
  };
}
