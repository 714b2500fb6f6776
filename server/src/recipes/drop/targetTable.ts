import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import type { Destruction } from "../../interpret/effects.ts";
import type { Statement } from "../../sql/statement.ts";
import { isOpenRelation } from "../inverse/openBefore.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { droppedName } from "../support/droppedName.ts";
import { entryOf } from "../support/subject.ts";

/** The table that a DROP TABLE names, as written and without its schema; undefined where there are several. */
export function dropTableOf(statement: Statement): string | undefined {
  return droppedName(statement, "OBJECT_TABLE");
}

/** A table that is dropped, in the catalog before. */
export interface TableTarget {
  readonly catalog: Catalog;
  readonly table: Table;
  /** What goes only because of CASCADE. */
  readonly cascaded: readonly Destruction[];
}

export function tableTarget(facts: RecipeFacts): TableTarget | Refusal {
  const name = dropTableOf(facts.statement.statement);
  const entry = entryOf(facts);
  if (name === undefined || entry === undefined)
    return { refused: "Write a DROP TABLE of its own for each table first." };
  const { fails, destroys } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const found = destroys
    .filter(({ code }) => code === "table")
    .map(({ relation }) => entry.before.get("relation", relation?.id ?? ""))
    .filter(isTable)
    .find((table) => table.name === name);
  if (found === undefined || isOpenRelation(found))
    return {
      refused: `No migration here creates ${name}, so what belongs to it is not known, nor how to bring it back. Set a baseline, or drop it in a migration of its own once no running version uses it.`,
    };
  const cascaded = destroys.filter(({ byCascade }) => byCascade === true);
  return { catalog: entry.before, table: found, cascaded };
}

/** As the user would call it. */
export function nameOfTable(table: Table): string {
  return displayName(table).replace(/^public\./, "");
}
