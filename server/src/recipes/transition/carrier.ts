import type { Expression } from "../../catalog/expression.ts";
import type { Index } from "../../catalog/relations.ts";
import { renameColumnIn } from "../../interpret/expressions/columns.ts";
import { qualified, type Sql } from "../../sql/fragment.ts";
import { expressionSql } from "../support/expressionSql.ts";
import type { RecipeFacts } from "../recipe.ts";
import { FreeNames, type NameSpace } from "../support/freeName.ts";
import { nameOfRelation, schemaOfRelation } from "../support/subject.ts";
import { laterNames } from "./laterNames.ts";
import type { ColumnTarget } from "./target.ts";

/** Writes what is said about the old column as being about the new one. */
export interface Carrier {
  readonly target: ColumnTarget;
  /** The table as the user names it. */
  readonly table: Sql;
  /** What the column is called in what is written. */
  readonly to: string;
  /** A name beside the table: with its schema where the user gave that. */
  inSchema(name: string): Sql;
  readonly names: FreeNames;
  /** What takes the place of an index or constraint is called so. */
  nameFor(original: string, ...spaces: readonly NameSpace[]): string;
  /** What an index on the old column is called when the rollout is finished. */
  indexName(index: Index): string;
  /** An expression with the column under that name. */
  expression(expression: Expression): Sql | undefined;
}

export function carrierOf(target: ColumnTarget, facts: RecipeFacts): Carrier {
  const { relation, from, to } = target;
  const names = new FreeNames(facts);
  const later = laterNames(facts);
  return {
    target,
    to,
    names,
    nameFor: (original, ...spaces) => names.choose(original, "_new", ...spaces),
    table: nameOfRelation(facts, relation),
    indexName: ({ id, name }) => later.get(id) ?? name,
    inSchema: (name) => qualified(schemaOfRelation(facts, relation), name),
    expression: (expression) => expressionSql(renameColumnIn(expression, from, to), facts.grammar),
  };
}

/** The same for the down: what was about the old column, under its own name and about that column again. */
export function backCarrier(carrier: Carrier, { grammar }: RecipeFacts): Carrier {
  return {
    ...carrier,
    to: carrier.target.from,
    nameFor: (original) => original,
    expression: (expression) => expressionSql(expression, grammar),
  };
}
