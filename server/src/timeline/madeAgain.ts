import type { Catalog } from "../catalog/catalog.ts";
import { isFunctionId } from "../catalog/ids.ts";
import { isTable, isView } from "../catalog/relations.ts";
import type { Effects, ObjectBreakage, Unguarded } from "../interpret/effects.ts";
import { takesCallsOf } from "../interpret/types/typeRefs.ts";

/** In the name of each trigger that a recipe makes for the time of a rollout. */
export const ofRollouts = "lockkeeper_";

/** Whether a catalog has what a statement before it took away: a function or type is often dropped to be made anew. */
export function isMadeAgain(end: Catalog | undefined, gone: ObjectBreakage): boolean {
  const { named, part, arguments: types } = gone;
  const found = named === undefined ? undefined : end?.get(named.collection, named.key);
  if (named?.collection === "functionName" && types !== undefined && Array.isArray(found))
    return found.some((id: string) => {
      const routine = isFunctionId(id) ? end?.get("function", id) : undefined;
      return routine !== undefined && takesCallsOf(routine, types);
    });
  if (part === undefined || named === undefined) return found !== undefined;
  const type = typeof found === "string" ? end?.get("type", found) : undefined;
  return type?.kind === "enum" && type.values.includes(part);
}

/**
 * Whether a catalog has a trigger of the name of one that is gone, or no longer the table. One that a rollout of ours
 * made kept two columns alike, and goes when that is over.
 */
export function isTriggerBack(end: Catalog | undefined, { relation, part }: Unguarded): boolean {
  if (part?.includes(ofRollouts) === true) return true;
  const table = relation === undefined ? undefined : end?.get("relation", relation.id);
  if (!isTable(table) && !isView(table)) return true;
  return table.triggers.some(({ name }) => name === part);
}

/** What a statement does, but for what is made again before its migration ends. */
export function settledEffects(effects: Effects, end: Catalog | undefined): Effects {
  const { breaksObjects, unguards } = effects;
  return {
    ...effects,
    ...(breaksObjects === undefined
      ? {}
      : {
          breaksObjects: breaksObjects.filter(
            (gone) => gone.code !== "old-code-uses-object" || !isMadeAgain(end, gone),
          ),
        }),
    ...(unguards === undefined
      ? {}
      : {
          unguards: unguards.filter((guard) => guard.code !== "trigger-gone" || !isTriggerBack(end, guard)),
        }),
  };
}
