import { carriedConstraints, type CarriedConstraint } from "./constraints.ts";
import type { Carrier } from "./carrier.ts";
import { carriedIndexes, type CarriedIndex } from "./indexes.ts";

/** What hangs on a column, written for another one. */
export interface Carried {
  readonly indexes: readonly CarriedIndex[];
  readonly constraints: readonly CarriedConstraint[];
}

/** Undefined where a part of it cannot be written down. */
export function carriedBy(carrier: Carrier): Carried | undefined {
  const indexes = carriedIndexes(carrier);
  const constraints = indexes === undefined ? undefined : carriedConstraints(carrier, indexes);
  return indexes === undefined || constraints === undefined ? undefined : { indexes, constraints };
}
