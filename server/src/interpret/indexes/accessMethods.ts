import type { Execution } from "../execution.ts";
import { otherNamed } from "../objects/otherObjects.ts";
import type { IndexDefinition } from "./definition.ts";

/** What an access method can do (IndexAmRoutine). */
interface Abilities {
  readonly unique: boolean;
  readonly ordered: boolean;
  readonly manyColumns: boolean;
  readonly include: boolean;
}

/** The built-in ones (bthandler and its kin, the same in 14 to 18). */
const abilities: Readonly<Record<string, Abilities | undefined>> = {
  btree: { unique: true, ordered: true, manyColumns: true, include: true },
  hash: { unique: false, ordered: false, manyColumns: false, include: false },
  gist: { unique: false, ordered: false, manyColumns: true, include: true },
  gin: { unique: false, ordered: false, manyColumns: true, include: false },
  spgist: { unique: false, ordered: false, manyColumns: false, include: true },
  brin: { unique: false, ordered: false, manyColumns: true, include: false },
};

/** Fails where the access method cannot make such an index, in the order of DefineIndex. */
export function refuseUnableMethod(execution: Execution, definition: IndexDefinition): void {
  const { method, constraint } = definition;
  const known = abilities[method];
  if (known === undefined) {
    refuseUnknown(execution, method);
    return;
  }
  const refuse = (what: string): never =>
    execution.fail("0A000", `access method "${method}" does not support ${what}`);
  // WITHOUT OVERLAPS is a unique key by way of an exclusion constraint.
  if (definition.unique && !known.unique && constraint === undefined) refuse("unique indexes");
  if (definition.including.length > 0 && !known.include) refuse("included columns");
  if (definition.elements.length > 1 && !known.manyColumns) refuse("multicolumn indexes");
  for (const { ordering, nulls_ordering } of known.ordered ? [] : definition.elements) {
    if (ordering !== undefined && ordering !== "SORTBY_DEFAULT") refuse("ASC/DESC options");
    if (nulls_ordering !== undefined && nulls_ordering !== "SORTBY_NULLS_DEFAULT")
      refuse("NULLS FIRST/LAST options");
  }
}

/** Extensions bring methods of their own along (hnsw, rum, bloom …). */
function refuseUnknown(execution: Execution, method: string): void {
  if (execution.target.assumesMissing === true) return;
  if (otherNamed(execution, "access method", method) !== undefined) return;
  for (const [, { kind }] of execution.edit.all("other")) if (kind === "extension") return;
  execution.fail("42704", `access method "${method}" does not exist`);
}
