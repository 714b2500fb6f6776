/** How many of two lists are the same at the start and, of what is left of both, at the end. */
export interface CommonEnds {
  readonly prefix: number;
  readonly suffix: number;
}

/** The statements that two versions of a text have in common around what an edit changed; `same` by identity. */
export function commonEnds<A, B>(
  before: readonly A[],
  now: readonly B[],
  same: (one: A | undefined, other: B | undefined) => boolean,
): CommonEnds {
  const shorter = Math.min(before.length, now.length);
  let prefix = 0;
  while (prefix < shorter && same(before[prefix], now[prefix])) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && same(before.at(-1 - suffix), now.at(-1 - suffix))) suffix++;
  return { prefix, suffix };
}
