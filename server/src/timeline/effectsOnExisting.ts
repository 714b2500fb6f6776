import type { Catalog } from "../catalog/catalog.ts";
import { isAssumed } from "../catalog/ids.ts";
import type { Effects, ObjectBreakage } from "../interpret/effects.ts";
import { isEqual } from "./isEqual.ts";
import { objectExisted } from "./objectExisted.ts";

/** Leaves out what happens to what the transaction itself created. */
export function onExisting(effects: Effects, start: Catalog): Effects {
  const existed = ({ relation }: { readonly relation?: { readonly id: string } }): boolean =>
    relation === undefined || isAssumed(relation.id) || start.get("relation", relation.id) !== undefined;
  const wasThere = (breakage: ObjectBreakage): boolean => objectExisted(start, breakage);
  const { locks, work, breaks, breaksObjects = none, destroys, unguards = none } = effects;
  if ([locks, work, breaks, destroys, unguards].every((list) => list.every(existed)))
    if (breaksObjects.every(wasThere)) return effects;
  return {
    ...effects,
    locks: locks.filter(existed),
    work: work.filter(existed),
    breaks: breaks.filter(existed),
    ...(effects.breaksObjects === undefined ? {} : { breaksObjects: breaksObjects.filter(wasThere) }),
    destroys: destroys.filter(existed),
    ...(effects.unguards === undefined ? {} : { unguards: unguards.filter(existed) }),
  };
}

/** The old effects where nothing differs, so that readers can tell by identity that they need not look again. */
export function sameEffects(old: Effects | undefined, now: Effects): Effects {
  return old !== undefined && isEqual(old, now) ? old : now;
}

const none: readonly never[] = [];
