import type { Expression } from "../../catalog/expression.ts";
import { renameColumnIn } from "../../interpret/expressions/columns.ts";
import { qualified, type Sql } from "../../sql/fragment.ts";
import { expressionSql } from "../support/expressionSql.ts";
import type { RecipeFacts } from "../recipe.ts";
import { FreeNames } from "../support/freeName.ts";
import { nameOfRelation, schemaOfRelation } from "../support/subject.ts";
import type { RenameTarget } from "./target.ts";

/** Writes what is said about the old column as being about the new one. */
export interface Carrier {
  readonly target: RenameTarget;
  /** The table as the user names it. */
  readonly table: Sql;
  /** A name beside the table: with its schema where the user gave that. */
  inSchema(name: string): Sql;
  readonly names: FreeNames;
  /** An expression with the column under its new name. */
  expression(expression: Expression): Sql | undefined;
}

export function carrierOf(target: RenameTarget, facts: RecipeFacts): Carrier {
  const { relation, from, to } = target;
  return {
    target,
    names: new FreeNames(facts),
    table: nameOfRelation(facts, relation),
    inSchema: (name) => qualified(schemaOfRelation(facts, relation), name),
    expression: (expression) => expressionSql(renameColumnIn(expression, from, to), facts.grammar),
  };
}
