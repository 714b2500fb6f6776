import type { Catalog } from "../../catalog/catalog.ts";
import { isTable, type Column } from "../../catalog/relations.ts";
import { ident, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import type { Grammar } from "../../sql/grammar.ts";
import type { RecipeFacts } from "../recipe.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { typeSql } from "../support/typeSql.ts";
import type { ColumnTarget } from "./target.ts";

/** The type of a column with its collation, as ADD COLUMN takes it; undefined where it cannot be written down again. */
export function columnType(catalog: Catalog, { type, collation }: Column): string | undefined {
  const text = typeSql(catalog, type)?.text;
  return text === undefined || collation === undefined ? text : `${text} COLLATE ${ident(collation).text}`;
}

/** The default as SQL. That of a serial column is written by PostgreSQL itself, so there is no text to read again. */
export function defaultOf(
  { column }: Pick<ColumnTarget, "column">,
  [sequence]: readonly string[],
  grammar: Grammar,
): Sql | undefined {
  if (column.default === undefined) return undefined;
  const written = expressionSql(column.default, grammar);
  if (written !== undefined || sequence === undefined) return written;
  return sql`pg_catalog.nextval(${literal(sequence)}::pg_catalog.regclass)`;
}

/** The sequences that the column owns, dotted and quoted. */
export function sequencesOf({ catalog, table, column }: ColumnTarget): string[] {
  return [...catalog.all("relation").values()].flatMap((relation) => {
    if (relation.kind !== "sequence" || relation.ownedBy?.table !== table.id) return [];
    if (relation.ownedBy.column !== column.number) return [];
    return [qualified(relation.schema === "public" ? undefined : relation.schema, relation.name).text];
  });
}

/** What the constraint is called that PostgreSQL 18 has for the old column's NOT NULL. */
export function notNullName({ table, column, from }: ColumnTarget, { statement }: RecipeFacts): string {
  for (const { before } of statement.entries.values()) {
    const known = before.get("relation", table.id);
    const constraints = isTable(known) ? known.constraints : [];
    for (const each of constraints)
      if (each.kind === "not-null" && each.column === column.number) return each.name;
  }
  return `${table.name}_${from}_not_null`;
}
