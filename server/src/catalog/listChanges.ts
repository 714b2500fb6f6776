/** What went from a list and what came to it, by identity, in the order of either list. */
export interface ListChanges<T> {
  readonly gone: readonly T[];
  readonly added: readonly T[];
}

const none: ListChanges<never> = { gone: [], added: [] };

/**
 * How a list changed. Lists of the catalog are copied with one part added, replaced or left out, so nearly all of both
 * is the same at either end and only compared.
 */
export function listChanges<T>(old: readonly T[], now: readonly T[]): ListChanges<T> {
  if (old === now) return none;
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  return between(old.slice(start, old.length - end), now.slice(start, now.length - end));
}

function between<T>(old: readonly T[], now: readonly T[]): ListChanges<T> {
  if (old.length === 0 || now.length === 0) return { gone: old, added: now };
  const [before, after] = [new Set(old), new Set(now)];
  return { gone: old.filter((one) => !after.has(one)), added: now.filter((one) => !before.has(one)) };
}
