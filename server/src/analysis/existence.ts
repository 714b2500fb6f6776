import { isAssumed } from "../catalog/ids.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";
import { objectExisted } from "../timeline/objectExisted.ts";
import type { Catalogs } from "./input.ts";

/** Whether a relation was there in these catalogs, on any major; what is assumed always was. */
export function relationExistedIn(catalogs: Catalogs, id: string): boolean {
  return isAssumed(id) || [...catalogs.values()].some((catalog) => catalog.get("relation", id) !== undefined);
}

/** The same of an object that is no relation. */
export function objectExistedIn(catalogs: Catalogs, object: ObjectBreakage): boolean {
  return [...catalogs.values()].some((catalog) => objectExisted(catalog, object));
}
