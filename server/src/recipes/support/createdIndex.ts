import { isIndex, type Index } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { droppedName } from "./droppedName.ts";
import { changesWithin } from "./subject.ts";

/**
 * The index that a statement adds to the catalog, with the name PostgreSQL gives it; of those on a partitioned table and
 * its partitions the one that the others belong to.
 */
export function indexCreatedBy(facts: RecipeFacts): Index | undefined {
  const indexes = changesWithin(facts).flatMap(({ collection, value }) =>
    collection === "relation" && isIndex(value) ? [value] : [],
  );
  return indexes.find(({ parent }) => parent === undefined) ?? indexes[0];
}

/** Whether a statement of a down section drops the index that the original creates. */
export function isIndexOf(statement: Statement, facts: RecipeFacts): boolean {
  const index = indexCreatedBy(facts);
  return index !== undefined && droppedName(statement, "OBJECT_INDEX") === index.name;
}
