import type { Catalog } from "../../catalog/catalog.ts";
import type { RelationName, Wait } from "../../interpret/effects.ts";
import { strongerLock, type LockMode } from "../../interpret/locks.ts";
import type { Migration } from "../../formats/format.ts";
import { foldDirection, type FoldedStatement, type Folding } from "../foldApplied.ts";
import { rangeOf } from "../position.ts";
import type { LockedTable, Place } from "./inTheWay.ts";

/** What one relation is locked with, and who else is waited for there. */
export type NeededLock = Omit<LockedTable, "heldBy">;

export interface PendingLocks {
  readonly needed: readonly NeededLock[];
  readonly waitsForSnapshots: Place | undefined;
  /** Statements that cannot be followed: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * What the migrations lock of what a database has: the strongest lock on each relation, where it is taken first so
 * strong. What they make themselves nobody else knows. Pure.
 */
export function pendingLocks(
  folding: Folding,
  live: Catalog,
  migrations: readonly Migration[],
): PendingLocks {
  const needed = new Map<string, NeededLock>();
  const notes: string[] = [];
  let waitsForSnapshots: Place | undefined;
  let catalog = live;
  for (const migration of migrations) {
    const { end, statements } = foldDirection(folding, catalog, migration, "up");
    catalog = end;
    for (const folded of statements) {
      const at = placeOf(folding, migration, folded);
      const { effects, outcome } = folded.entry;
      for (const { relation, mode } of effects.locks) {
        const name = nameIn(live, relation);
        if (name !== undefined) add(needed, { relation: name, kind: relation.kind, lock: mode, ...at });
      }
      for (const wait of effects.waits) addWait(needed, live, wait);
      if (effects.waits.some(({ code }) => code === "old-snapshots")) waitsForSnapshots ??= at;
      if (outcome.notAnalysed !== undefined)
        notes.push(`${at.path}:${at.line} cannot be followed: ${outcome.notAnalysed}.`);
    }
  }
  return { needed: [...needed.values()], waitsForSnapshots, notes };
}

/** On the server it has the name of now: a migration before may have renamed it. Undefined for what is not there. */
function nameIn(live: Catalog, { id }: RelationName): string | undefined {
  const relation = live.get("relation", id);
  return relation === undefined ? undefined : `${relation.schema}.${relation.name}`;
}

function add(needed: Map<string, NeededLock>, lock: NeededLock): void {
  const known = needed.get(lock.relation);
  if (known === undefined) needed.set(lock.relation, lock);
  else if (known.lock !== lock.lock && strongerLock(known.lock, lock.lock) === lock.lock)
    needed.set(lock.relation, { ...known, ...lock });
}

/** Beside its lock on the relation, so that this is there. */
function addWait(needed: Map<string, NeededLock>, live: Catalog, { code, relation }: Wait): void {
  const name = relation === undefined ? undefined : nameIn(live, relation);
  const known = name === undefined ? undefined : needed.get(name);
  if (known === undefined || (code !== "all-users-of-relation" && code !== "writers-of-relation")) return;
  const waitsFor = code === "all-users-of-relation" || known.waitsFor === "users" ? "users" : "writers";
  needed.set(known.relation, { ...known, waitsFor });
}

/** The mode with which everybody conflicts who is waited for. */
export function waitMode({ waitsFor }: NeededLock): LockMode | undefined {
  return waitsFor === undefined ? undefined : waitsFor === "users" ? "ACCESS EXCLUSIVE" : "SHARE";
}

function placeOf({ project }: Folding, { version }: Migration, { section, span }: FoldedStatement): Place {
  const line = rangeOf(project.files[section.path] ?? "", span).start.line + 1;
  return { version, path: section.path, line };
}
