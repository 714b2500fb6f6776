import {
  isIndex,
  type Constraint,
  type ForeignKeyConstraint,
  type KeyConstraint,
  type Table,
} from "../../catalog/relations.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { referentialActions } from "../support/referentialActions.ts";
import { elementsSql, optionsSql } from "./indexElements.ts";
import type { Spelling } from "./spelling.ts";

/** `CONSTRAINT name …`, as in CREATE TABLE and after ADD. */
export function constraintSql(table: Table, constraint: Constraint, spelling: Spelling): Sql {
  return sql`CONSTRAINT ${ident(constraint.name)} ${constraintDefinition(table, constraint, spelling)}`;
}

/** What follows the name of a constraint. */
export function constraintDefinition(table: Table, constraint: Constraint, spelling: Spelling): Sql {
  const words = [
    definitionOf(table, constraint, spelling),
    deferral(constraint),
    constraint.enforced ? "" : "NOT ENFORCED",
    constraint.enforced && !constraint.valid ? "NOT VALID" : "",
  ];
  return Sql.verbatim(words.filter((word) => word !== "").join(" "));
}

function definitionOf(table: Table, constraint: Constraint, spelling: Spelling): string {
  switch (constraint.kind) {
    case "check":
      return `CHECK (${spelling.expression(constraint.expression).text})${constraint.noInherit ? " NO INHERIT" : ""}`;
    case "not-null":
      return (
        sql`NOT NULL ${spelling.column(table, constraint.column)}`.text +
        (constraint.noInherit ? " NO INHERIT" : "")
      );
    case "foreign-key":
      return foreignKey(table, constraint, spelling);
    default:
      return keySql(constraint, spelling);
  }
}

function keySql(key: KeyConstraint, spelling: Spelling): string {
  const index = spelling.catalog.get("relation", key.index);
  if (!isIndex(index) || key.kind === "exclusion")
    return spelling.lacking("the model does not know it well enough").text;
  const nulls = index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
  const including =
    index.including.length === 0 ? "" : ` INCLUDE (${elementsSql(index, index.including, spelling).text})`;
  const columns = elementsSql(index, key.columns, spelling).text;
  const word = key.kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE";
  return `${word}${nulls} (${columns})${including}${optionsSql(index.options)}`;
}

function foreignKey(table: Table, key: ForeignKeyConstraint, spelling: Spelling): string {
  const other = spelling.catalog.get("relation", key.references);
  if (other === undefined || key.referencedColumns.length === 0)
    return spelling.lacking("the migrations do not tell what it references").text;
  const sets = key.deleteSets ?? [];
  const list = sets.length === 0 ? "" : ` (${spelling.columns(table, sets).text})`;
  const [onUpdate, onDelete] = [referentialActions[key.onUpdate], referentialActions[key.onDelete]];
  return [
    sql`FOREIGN KEY (${spelling.columns(table, key.columns)}) REFERENCES ${spelling.relation(key.references)} (${spelling.columns(other, key.referencedColumns)})`
      .text,
    key.matchFull === true ? " MATCH FULL" : "",
    onUpdate === "" ? "" : ` ON UPDATE ${onUpdate}`,
    onDelete === "" ? "" : ` ON DELETE ${onDelete}${list}`,
  ].join("");
}

function deferral({ deferrable, initiallyDeferred }: Constraint): string {
  if (!deferrable) return "";
  return initiallyDeferred ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE";
}
