import { isTable, type Column, type Table } from "../../catalog/relations.ts";
import { Sql, sql } from "../../sql/fragment.ts";
import { giveAttributes } from "../transition/attributes.ts";
import type { Scene } from "./scene.ts";
import { undo, type Undo } from "./undo.ts";

/** Statistics targets, storage and the like of columns that were dropped; comments are brought back as they were written. */
export function attributesOn(table: Table, columns: readonly Column[], { old }: Scene): readonly Undo[] {
  const name = old.name(table);
  // Whatever inherits from it has its own.
  const only = table.children.length > 0 ? sql`ONLY ${name}` : name;
  return columns.flatMap(({ name: column, attributes }) => {
    if (attributes === undefined) return [];
    const { comment, ...others } = attributes;
    return giveAttributes(only, column, comment === undefined ? attributes : others).map((each) =>
      undo(Sql.verbatim(each)),
    );
  });
}

/** Those of one column, and of what inherits it. */
export function attributesBelow(table: Table, name: string, scene: Scene): readonly Undo[] {
  const children = table.children.map((id) => scene.old.catalog.get("relation", id)).filter(isTable);
  const own = table.columns.filter((each) => each.name === name);
  return [
    ...attributesOn(table, own, scene),
    ...children.flatMap((child) => attributesBelow(child, name, scene)),
  ];
}
