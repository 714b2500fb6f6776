import type { RelationName } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { objectExistedIn, relationExistedIn } from "./existence.ts";
import { sameCatalogs, type Catalogs } from "./input.ts";

interface OfRelation {
  readonly relation?: RelationName | undefined;
}

/** An array, or what a transaction holds. */
interface Listed {
  every(isAlike: (item: OfRelation) => boolean): boolean;
}

/**
 * Tells of statements whether all that they work on was there before their migration in both of two versions, or in
 * neither: how grave it is hangs on that, and a statement that does the same to a table which is new now concerns nobody.
 */
export function existedAlike(now: Catalogs, then: Catalogs | undefined): (entry: TimelineEntry) => boolean {
  if (then === undefined || sameCatalogs(now, then)) return () => true;
  const known = new Map<string, boolean>();
  const knownLists = new WeakMap<Listed, boolean>();
  const isAlike = ({ relation }: OfRelation): boolean => {
    if (relation === undefined) return true;
    const found =
      known.get(relation.id) ?? relationExistedIn(now, relation.id) === relationExistedIn(then, relation.id);
    known.set(relation.id, found);
    return found;
  };
  const areAlike = (list: Listed): boolean => {
    const found = knownLists.get(list) ?? list.every(isAlike);
    knownLists.set(list, found);
    return found;
  };
  return ({ outcome: { effects }, held }) => {
    const { locks, work, breaks, destroys, unguards = [], breaksObjects = [], surprises = [] } = effects;
    return (
      [locks, work, breaks, destroys, unguards, surprises, held].every(areAlike) &&
      breaksObjects.every((object) => objectExistedIn(now, object) === objectExistedIn(then, object))
    );
  };
}
