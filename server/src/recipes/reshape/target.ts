import type { Catalog } from "../../catalog/catalog.ts";
import { columnNamed, isTable, type Column, type Table } from "../../catalog/relations.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { catalogOf, entryOf, tableNamed } from "../support/subject.ts";
import type { ColumnTarget } from "../transition/target.ts";
import type { Shape } from "./shape.ts";

/** The columns of a shape, in the catalogs before and after. */
export interface ReshapeTarget {
  readonly shape: Shape;
  /** Before the first statement. */
  readonly catalog: Catalog;
  readonly table: Table;
  readonly old: readonly ColumnTarget[];
  /** Once the new columns are there. */
  readonly after: Catalog;
  readonly fresh: readonly Column[];
}

export function reshapeTarget(shape: Shape, facts: RecipeFacts): ReshapeTarget | Refusal {
  const { relation, dropped, added, statements, filled } = shape;
  const failing = statements
    .map((statement) => entryOf({ ...facts, statement })?.outcome.effects.fails)
    .find((fails) => fails?.when === "always");
  if (failing !== undefined)
    return {
      refused: `A statement of this change would fail, so there is nothing to make safe: ${failing.message}.`,
    };
  const catalog = catalogOf(facts);
  const after = entryOf({ ...facts, statement: filled })?.after;
  const table = tableNamed(facts, relation);
  const changed = table === undefined ? undefined : after?.get("relation", table.id);
  if (catalog === undefined || after === undefined || table === undefined || !isTable(changed))
    return { refused: unknown(shape) };
  const to = added[0]?.colname ?? "";
  const old = dropped.flatMap((from): ColumnTarget[] => {
    const column = columnNamed(table, from);
    return column === undefined ? [] : [{ relation, catalog, table, column, from, to }];
  });
  const fresh = added.flatMap(({ colname }) => columnNamed(changed, colname ?? "") ?? []);
  if (old.length < dropped.length || fresh.length < added.length || table.open === true)
    return { refused: unknown(shape) };
  return { shape, catalog, table, old, after, fresh };
}

function unknown({ relation, dropped }: Shape): string {
  return `No migration here creates ${relation.relname ?? "this table"} with ${dropped.join(", ")}, so their types and what depends on them are not known.`;
}
