import { expect, it } from "vitest";
import type { Lock } from "../../server/src/interpret/effects.ts";
import { atLeast, type LockMode } from "../../server/src/interpret/locks.ts";
import { heldAfter } from "../../server/src/timeline/held.ts";
import { randomFrom, type Random } from "../support/random.ts";

const modes: readonly LockMode[] = [
  "ACCESS SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

function someLock(random: Random): Lock {
  const name = `public.t${String(random.below(12))}`;
  return { relation: { id: `relation:${name}`, name, kind: "table" }, mode: random.pick(modes) };
}

/** As it is meant: one lock for each relation, the strongest, in the order in which relations were first locked. */
function plainly(held: readonly Lock[], taken: readonly Lock[]): readonly Lock[] {
  const merged = new Map(held.map((lock) => [lock.relation.id, lock]));
  for (const lock of taken) {
    const known = merged.get(lock.relation.id);
    if (known === undefined || !atLeast(known.mode, lock.mode)) merged.set(lock.relation.id, lock);
  }
  return [...merged.values()];
}

it("holds the strongest lock on each relation, whichever lists grow from one", () => {
  const random = randomFrom(7);
  for (let round = 0; round < 300; round++) {
    // A tree of lists: each goes on from any that was there, as savepoints, majors and edits do.
    const lists: (readonly Lock[])[] = [[]];
    for (let step = 0; step < 30; step++) {
      const from = random.pick(lists);
      const taken = Array.from({ length: random.below(4) }, () => someLock(random));
      const after = heldAfter(from, taken);
      expect(after).toEqual(plainly(from, taken));
      lists.push(after);
    }
  }
});

it("is the same list where nothing is added", () => {
  const random = randomFrom(3);
  const held = heldAfter([], [someLock(random)]);
  expect(heldAfter(held, held)).toBe(held);
});
