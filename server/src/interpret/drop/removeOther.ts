import type { OtherObject } from "../../catalog/collections.ts";
import { isOtherId } from "../../catalog/ids.ts";
import { forgetEventTrigger } from "../eventTriggers/define.ts";
import type { Execution } from "../execution.ts";
import { removeDependent } from "../objects/objects.ts";
import { statisticsKind } from "../statistics/names.ts";
import { followPublication } from "../publications/published.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { isOpenWorld, noteKnown } from "../openWorld/world.ts";

/** Takes out an object that is known by its name alone. Statistics lock their table, as their creation does. */
export function removeOther(execution: Execution, key: string, object: OtherObject): void {
  execution.edit.put({ collection: "other", key, value: undefined });
  if (isOpenWorld(execution)) noteKnown(execution, key);
  if (object.assumed === true && object.kind === statisticsKind)
    execution.lock(
      unnamedTable(execution, `the table of the statistics ${object.name}`),
      "SHARE UPDATE EXCLUSIVE",
    );
  if (object.kind === "publication" && isOtherId(key)) followPublication(execution, key, object, undefined);
  if (object.kind === "event trigger") forgetEventTrigger(execution, object.name);
  if (isOtherId(key)) for (const used of object.uses ?? []) removeDependent(execution.edit, used, key);
  for (const id of object.relations) {
    const relation = execution.edit.get("relation", id);
    if (relation === undefined) continue;
    if (object.kind === statisticsKind) execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    if (isOtherId(key)) removeDependent(execution.edit, id, key);
  }
}
