import { isAssumed, type RelationId } from "../../catalog/ids.ts";
import { isIndex, isTable, isView, type Index, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { relationNamed } from "../names/lookup.ts";
import { amend, assumeRelation, enter, refine, tableOfIndex } from "./relations.ts";
import { isOpen } from "./world.ts";

/** The kinds of an index, for what takes either. */
export const indexKinds: readonly Relation["kind"][] = ["index", "partitioned-index"];

/** The relation of that name beside a table; of an open table an index that the statement needs it to have. */
export function indexOn(execution: Execution, table: Relation, name: string): Relation | undefined {
  const known = relationNamed(execution, { schema: table.schema, name });
  if (known === undefined && !isOpen(execution, table)) return undefined;
  const found = known ?? assumeRelation(execution, { schema: table.schema, name }, indexKinds);
  if (found === undefined || !isAssumed(found.id)) return found;
  const index = refine(execution, found, indexKinds);
  return isIndex(index) && index.table !== table.id ? tie(execution, index, table.id) : index;
}

/** An index of which the table was not known turns out to be that of one. */
function tie(execution: Execution, index: Index, id: RelationId): Index {
  const table = execution.edit.get("relation", id);
  if (index.table !== tableOfIndex(index) || !(isTable(table) || isView(table))) return index;
  const kind = table.kind === "partitioned-table" ? "partitioned-index" : "index";
  const tied: Index = { ...index, kind, table: id };
  enter(execution, tied);
  amend(execution, id, (known) => ({ ...known, indexes: [...known.indexes, index.id] }));
  return tied;
}
