import type { Effects } from "../../../server/src/interpret/effects.ts";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { isTable, type Table } from "../../../server/src/catalog/relations.ts";
import { atLeast, lockModes } from "../../../server/src/interpret/locks.ts";
import type { LockMode } from "../../../server/src/interpret/locks.ts";
import type { TimelineEntry } from "../../../server/src/timeline/timeline.ts";
import { inWords, observedInWords } from "../agreement.ts";
import type { Seen } from "./sender.ts";

/** How prediction and observation of one statement differ; empty where they agree. */
export interface Difference {
  /** Lines that only the prediction has. */
  readonly predicted: readonly string[];
  /** Lines that only the server gave. */
  readonly observed: readonly string[];
}

/** Holds a statement's prediction against what the server did, without the locks that were held before it. */
export function compareEntry(entry: TimelineEntry, seen: Seen): Difference {
  const effects = { ...entry.effects, locks: newLocks(entry) };
  if (!seen.watched) return compareErrors(effects, seen.error);
  const unseen = new Set([...(seen.changedRows ? [] : lookedUpOnly(entry)), ...perhapsHeld(entry)]);
  const counts = (text: string): boolean => !namesOf(text, unseen);
  const observed = observedInWords(seen.observation).filter(counts);
  const may = mayStayUnlocked(entry);
  const predicted = inWords(effects, seen.observation).filter(
    (line) => counts(line) && (observed.includes(line) || !(namesOf(line, may) || isUnseen(line, seen))),
  );
  if (failsByRows(effects, seen.observation.error)) return { predicted: [], observed: [] };
  return {
    predicted: [
      ...withMessage(
        predicted.filter((line) => !observed.includes(line)),
        effects.fails?.message,
      ),
    ],
    observed: [
      ...withMessage(
        observed.filter((line) => !predicted.includes(line)),
        seen.observation.error?.message,
      ),
    ],
  };
}

/** Of a statement that was held up, locks on indexes and partitions come after the wait. */
function isUnseen(line: string, { heldUp }: Extract<Seen, { watched: true }>): boolean {
  return heldUp === true && lockModes.some((mode) => line.endsWith(` ${mode}`));
}

/** Rows may violate several rules; which of them is found first, they decide. */
function failsByRows({ fails }: Effects, error: { readonly sqlstate: string } | undefined): boolean {
  return fails !== undefined && fails.when !== "always" && error?.sqlstate.startsWith("23") === true;
}

function namesOf(line: string, relations: ReadonlySet<string>): boolean {
  return lookUps.some((mode) => line.endsWith(` ${mode}`) && relations.has(line.slice(0, -mode.length - 1)));
}

/**
 * Relations that need not be locked: which partitions a query or a row change comes to, the rows decide, and whether
 * the tables above a partition are opened for its bound, the session's cache; an UPDATE or DELETE looks nothing up
 * where the key stays, or is null.
 */
function mayStayUnlocked(entry: TimelineEntry): ReadonlySet<string> {
  const { locks } = entry.outcome.effects;
  const tables = locks.filter(({ relation, mode }) => {
    const table = entry.before.get("relation", relation.id);
    if (!isTable(table)) return false;
    return table.bound !== undefined || (table.kind === "partitioned-table" && mode === "ACCESS SHARE");
  });
  const lookedUp = /^(?:Update|Delete|Merge)/.test(entry.statement.kind) ? [...lookedUpOnly(entry)] : [];
  return new Set([...tables.map(({ relation }) => relation.name), ...lookedUp]);
}

/** What a foreign key takes on its other table, and what a query takes on it. */
const lookUps: readonly LockMode[] = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE"];

/**
 * The relations that a statement locks more strongly because of a foreign key of a table it changes, or in a row
 * trigger. The lock comes with the first row that is changed, so a statement that found none tells nothing about it.
 */
function lookedUpOnly({ outcome, before }: TimelineEntry): ReadonlySet<string> {
  const { locks } = outcome.effects;
  const changed = locks.filter(({ mode }) => mode === "ROW EXCLUSIVE");
  const partners = new Set<string>(
    changed.flatMap(({ relation }) => {
      const table = before.get("relation", relation.id);
      if (!isTable(table)) return [];
      const referenced = table.constraints.flatMap((one) =>
        one.kind === "foreign-key" ? [one.references] : [],
      );
      return [...referenced, ...referencing(before, table)];
    }),
  );
  const lookedUp = locks.filter(
    ({ relation, mode, ifRows }) => ifRows === true || (partners.has(relation.id) && lookUps.includes(mode)),
  );
  return new Set(lookedUp.map(({ relation }) => relation.name));
}

/** The tables with foreign keys to a table, or to one that it is a partition of. */
function referencing(before: Catalog, table: Table): readonly string[] {
  const above = table.parents.flatMap((id) => {
    const parent = before.get("relation", id);
    return isTable(parent) ? referencing(before, parent) : [];
  });
  return [...table.referencedBy.map((reference) => reference.table), ...above];
}

/** What was locked before only if there were rows may be held or not, so that locking it now tells nothing. */
function perhapsHeld({ held }: TimelineEntry): readonly string[] {
  return held.filter(({ ifRows }) => ifRows === true).map(({ relation }) => relation.name);
}

function compareErrors(
  { fails }: Effects,
  error: { readonly sqlstate: string; readonly message: string } | undefined,
): Difference {
  const certain = fails?.when === "always" || error !== undefined ? fails : undefined;
  if (certain?.sqlstate === error?.sqlstate) return { predicted: [], observed: [] };
  return {
    predicted: certain === undefined ? [] : [`error ${certain.sqlstate}: ${certain.message}`],
    observed: error === undefined ? [] : [`error ${error.sqlstate}: ${error.message}`],
  };
}

/** The locks without those held before: the observer reports one where the strongest mode on the relation changed. */
export function newLocks({ effects, held }: TimelineEntry): Effects["locks"] {
  const before = new Map(held.map((lock) => [lock.relation.id, lock.mode]));
  return effects.locks.filter(({ relation, mode }) => {
    const known = before.get(relation.id);
    return known === undefined || !atLeast(known, mode);
  });
}

function withMessage(lines: readonly string[], message: string | undefined): readonly string[] {
  return lines.map((line) =>
    line.startsWith("error ") && message !== undefined ? `${line}: ${message}` : line,
  );
}
