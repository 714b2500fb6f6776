import { isTable, type Column, type Relation } from "../../catalog/relations.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import type { Spelling } from "./spelling.ts";

/** A column as in CREATE TABLE and ADD COLUMN; other constraints than NOT NULL are written by themselves. */
export function columnSql(relation: Relation, column: Column, spelling: Spelling, withNotNull = true): Sql {
  const { name, type, collation, default: value, identity, generated } = column;
  const words = [
    sql`${ident(name)} ${spelling.type(type)}`.text,
    collation === undefined ? "" : `COLLATE ${ident(...collation.split(".")).text}`,
    value === undefined ? "" : `DEFAULT ${spelling.expression(value).text}`,
    identity === undefined ? "" : identitySql(relation, column, spelling),
    generated === undefined
      ? ""
      : `GENERATED ALWAYS AS (${spelling.expression(generated.expression).text}) ${generated.kind.toUpperCase()}`,
    column.notNull && withNotNull ? notNullSql(relation, column) : "",
  ];
  return Sql.verbatim(words.filter((word) => word !== "").join(" "));
}

/** Its name only where it is not the one that PostgreSQL would choose. */
function notNullSql(relation: Relation, { number, name }: Column): string {
  const constraint = isTable(relation)
    ? relation.constraints.find((each) => each.kind === "not-null" && each.column === number)
    : undefined;
  const isUsual = constraint === undefined || constraint.name === `${relation.name}_${name}_not_null`;
  const inherits = constraint?.noInherit === true ? " NO INHERIT" : "";
  return isUsual ? `NOT NULL${inherits}` : `CONSTRAINT ${ident(constraint.name).text} NOT NULL${inherits}`;
}

export function identitySql(relation: Relation, { identity, name }: Column, spelling: Spelling): string {
  if (identity === undefined) return "";
  const sequence = spelling.catalog.get("relation", identity.sequence);
  const isUsual = sequence === undefined || sequence.name === `${relation.name}_${name}_seq`;
  const named = isUsual ? "" : ` (SEQUENCE NAME ${spelling.name(sequence).text})`;
  return `GENERATED ${identity.always ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${named}`;
}

/** Whether rows that are there get a value, so that the column may be NOT NULL at once. */
export function fillsRows({ default: value, identity, generated }: Column): boolean {
  return value !== undefined || identity !== undefined || generated !== undefined;
}

export function columnsSql(columns: readonly Sql[]): Sql {
  return join(columns, ",\n  ");
}
