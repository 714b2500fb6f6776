import type { Effects, Lock, Work, WorkKind } from "../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites, lockModes, type LockMode } from "../interpret/locks.ts";
import type { Statistics } from "./statistics.ts";

/*
 * The plain words for locks and work, for messages, hovers and reports alike, so that the editor and the command line
 * never tell the same thing in two ways.
 */

/** What waits because of a lock, e.g. `blocks reads and writes`. */
export function blocks(mode: LockMode): string {
  if (blocksReads(mode)) return "blocks reads and writes";
  if (mode === "EXCLUSIVE") return "blocks writes and SELECT … FOR UPDATE, not plain reads";
  if (blocksWrites(mode)) return "blocks writes, not reads";
  if (mode === "SHARE UPDATE EXCLUSIVE") return "blocks other schema changes and VACUUM, not reads or writes";
  if (mode === "ROW EXCLUSIVE") return "blocks schema changes that need SHARE or more";
  return "blocks only schema changes that need ACCESS EXCLUSIVE (or EXCLUSIVE)";
}

/**
 * `ACCESS EXCLUSIVE on public.orders and public.users, SHARE on public.items`, strongest first. Indexes are named only
 * where no table is locked: whoever waits, waits for the table.
 */
export function describeLocks(all: readonly Lock[]): string {
  const tables = all.filter(({ relation }) => !relation.kind.endsWith("index"));
  const locks = tables.length === 0 ? all : tables;
  return [...lockModes]
    .reverse()
    .flatMap((mode) => {
      const names = locks.filter((lock) => lock.mode === mode).map(({ relation }) => relation.name);
      return names.length === 0 ? [] : [`${mode} on ${enumerate(names)}`];
    })
    .join(", ");
}

const workWords: Readonly<Record<WorkKind, (name: string) => string>> = {
  rewrite: (name) => `${name} is rewritten with all its indexes`,
  scan: (name) => `every row of ${name} is checked`,
  "index-build": (name) => `an index over all rows of ${name} is built`,
  "foreign-key-check": (name) => `every row of ${name} is looked up in the table it references`,
};

/** One sentence part about a piece of work, e.g. `every row of public.users is checked`. */
export function describeWork({ kind, relation }: Work): string {
  if (kind === "index-build" && relation.kind.endsWith("index"))
    return `the index ${relation.name} is rebuilt`;
  return workWords[kind](relation.name);
}

/** How long a statement keeps its locks, in words: an instant, or growing with which tables of which size. */
export function duration(effects: Effects, statistics: Statistics): string {
  if (effects.work.length === 0) return "for an instant, once it has them";
  return `while ${enumerate(effects.work.map((work) => `${describeWork(work)} (${size(work, statistics)})`))}`;
}

function size({ relation }: Work, statistics: Statistics): string {
  const known = statistics.get(relation.name);
  return known === undefined ? "its size is not known here" : `${known.rows.toLocaleString("en-US")} rows`;
}

/** The strongest lock, for a lens or a list. */
export function strongest(locks: readonly Lock[]): Lock | undefined {
  return locks.reduce<Lock | undefined>(
    (best, lock) => (best === undefined || !atLeast(best.mode, lock.mode) ? lock : best),
    undefined,
  );
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1] ?? ""}`;
}
