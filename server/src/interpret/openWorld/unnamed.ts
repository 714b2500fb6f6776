import type { RelationId } from "../../catalog/ids.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { blankRelation } from "./blank.ts";

/** A table that a statement reaches though none names it, in words: `the table that orders_fk references`. */
export function unnamedTable({ edit }: Execution, words: string): Table {
  const id: RelationId = `relation:?${words}`;
  const known = edit.get("relation", id);
  if (isTable(known)) return known;
  const blank = blankRelation({ schema: "", name: words, id }, "table", id);
  if (!isTable(blank)) throw new TypeError(`${words} is no table`);
  const table: Table = { ...blank, unnamed: true };
  edit.grant({ collection: "relation", key: id, value: table });
  return table;
}
