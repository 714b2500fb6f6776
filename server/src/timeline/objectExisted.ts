import type { Catalog } from "../catalog/catalog.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";

/** Whether an object was already there, under its name, in a catalog before: what is newer is nobody's concern. */
export function objectExisted(start: Catalog, { assumed, named }: ObjectBreakage): boolean {
  return assumed === true || named === undefined || start.get(named.collection, named.key) !== undefined;
}
