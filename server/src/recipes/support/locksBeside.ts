import type { Table } from "../../catalog/relations.ts";
import { blocksWrites } from "../../interpret/locks.ts";
import type { RecipeFacts } from "../recipe.ts";
import { entryOf } from "./subject.ts";

/** Whether the statement keeps writers of other tables waiting, too: clients come to them in an order of their own. */
export function locksBeside(facts: RecipeFacts, own: readonly Table[]): boolean {
  const locks = entryOf(facts)?.effects.locks ?? [];
  return locks.some(
    ({ mode, relation: { id, kind } }) =>
      blocksWrites(mode) &&
      (kind === "table" || kind === "partitioned-table") &&
      !own.some((table) => table.id === id),
  );
}
