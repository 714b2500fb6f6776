import type { Catalog } from "../../catalog/catalog.ts";
import { readersOf, somewhere } from "../../catalog/readers.ts";
import type { Relation } from "../../catalog/relations.ts";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";

/** Who was granted SELECT on a relation and was not on what has its name at the end; undefined where nobody is known. */
export function lostReaders(
  [before, old]: readonly [Catalog, Relation],
  [end, now]: readonly [Catalog, Relation],
): string | undefined {
  return grantsIn(end) > grantsIn(before)
    ? undefined
    : lostRoles(readersOf(before, old), readersOf(end, now));
}

/** Those of the first who are not among the second, in words. */
export function lostRoles(before: ReadonlySet<string>, after: ReadonlySet<string>): string | undefined {
  const roles = [...before].filter((role) => !after.has(role));
  if (after.has("public") || [...after].some(isRunTimeName) || roles.length === 0) return undefined;
  if (!roles.includes("public")) return enumerateFew(roles);
  return after.size > 0 ? "Every other role" : "Every role";
}

/** How often something may have been granted that only a run knows. */
export function grantsIn(catalog: Catalog): number {
  return catalog.get("readers", somewhere)?.changes.length ?? 0;
}
