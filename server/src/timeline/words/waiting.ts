import type { Effects, Lock, Work } from "../../interpret/effects.ts";
import { blocksReads, blocksWrites } from "../../interpret/locks.ts";
import type { Statistics } from "../statistics.ts";
import { enumerate, enumerateFew } from "./lists.ts";
import { knownSizeWords, workPredicate } from "./work.ts";

/* Who waits and why: the consequence that a message leads with. */

/** Kinds of work that a sentence names. */
const mostWork = 2;

/** `Reads and writes of public.users, and writes to public.orders`: who cannot go on while these locks are held. */
export function waitingFor(locks: readonly Lock[]): string {
  const onTables = locks.filter(({ relation }) => !relation.kind.endsWith("index"));
  const named = onTables.length > 0 ? onTables : locks;
  const reads = named.filter(({ mode }) => blocksReads(mode)).map(nameOf);
  const writes = named.filter(({ mode }) => blocksWrites(mode) && !blocksReads(mode)).map(nameOf);
  const parts = [
    ...(reads.length === 0 ? [] : [`reads and writes of ${enumerateFew(reads)}`]),
    ...(writes.length === 0 ? [] : [`writes to ${enumerateFew(writes)}`]),
  ];
  if (parts.length === 0) return `Other schema changes of ${enumerateFew(named.map(nameOf))}`;
  return capitalized(parts.join(", and "));
}

/** `Reads and writes of public.users wait while it is scanned to check every row`. */
export function waits(
  effects: Pick<Effects, "work">,
  locks: readonly Lock[],
  statistics: Statistics,
): string {
  const { work } = effects;
  const who = `${waitingFor(locks)} wait`;
  if (work.length === 0) return `${who}, but only briefly, once the lock is granted`;
  const blocked = new Set(
    locks.filter(({ mode, relation }) => blocksWrites(mode) && !relation.kind.endsWith("index")).map(nameOf),
  );
  const only = blocked.size === 1 ? [...blocked][0] : undefined;
  return `${who} while ${workInWords(work, statistics, only)}`;
}

/** `public.a and public.b are scanned to check every row`; `it` stands for the relation that was just named. */
export function workInWords(work: readonly Work[], statistics: Statistics, it?: string): string {
  const byPredicate = new Map<string, string[]>();
  for (const each of work) {
    const name = each.relation.name === it ? "it" : each.relation.name;
    const predicate = workPredicate(each);
    const names = byPredicate.get(predicate) ?? [];
    byPredicate.set(predicate, [...names, `${name}${knownSizeWords(each, statistics)}`]);
  }
  const parts = [...byPredicate].map(([predicate, names]) =>
    names.length === 1
      ? `${enumerate(names)} ${predicate}`
      : `${enumerateFew(names)} ${predicate.replace(/^is /, "are ")}`,
  );
  return enumerateFew(parts, mostWork);
}

function nameOf({ relation }: Pick<Lock, "relation">): string {
  return relation.name;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
