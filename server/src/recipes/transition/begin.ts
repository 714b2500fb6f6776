import { displayName } from "../../catalog/ids.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import type { FreeNames } from "../support/freeName.ts";
import { schemaOfRelation } from "../support/subject.ts";
import { keyOf } from "./key.ts";
import { ownTriggersOf } from "./ownTriggers.ts";
import type { Transition } from "./state.ts";
import type { ColumnTarget } from "./target.ts";

/**
 * What every transition of a table's columns decides at its beginning; refused where its rows cannot be walked.
 *
 * @param words what the function is about, for its name
 * @param but numbers of columns that are to be no part of the key
 */
export function beginTransition(
  { relation, table, catalog }: Pick<ColumnTarget, "relation" | "table" | "catalog">,
  words: string,
  names: FreeNames,
  facts: RecipeFacts,
  but?: number | readonly number[],
): Transition | Refusal {
  const key = keyOf({ catalog, table }, but);
  if (key === undefined)
    return {
      refused: `${displayName(table)} has no primary key and no unique key without NULLs and composite values, so its rows cannot be filled in batches.`,
    };
  const schema = schemaOfRelation(facts, relation);
  const ownTriggers = ownTriggersOf(table, catalog);
  if (facts.byApplication && ownTriggers === "restored")
    return {
      refused: `Triggers of ${displayName(table)} change each row that is filled, and only a trigger of the rollout can put that back: let it write both sides, without --adapter.`,
    };
  return {
    version: 1,
    ...(schema === undefined ? {} : { schema }),
    table: table.name,
    key: [...key],
    function: names.choose(`lockkeeper_${table.name}_${words}`, "", { of: "function" }),
    ...(facts.byApplication ? { by: "application" as const } : {}),
    ownTriggers,
    batchSize: facts.batchSize,
    batchDelay: facts.batchDelay,
  };
}
