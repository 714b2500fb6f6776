import type { Sql } from "../../sql/fragment.ts";
import { ident, sql } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";
import { failureOf } from "../support/failureOf.ts";
import { FreeNames } from "../support/freeName.ts";
import { nameOfRelation } from "../support/subject.ts";
import type { Assigned } from "./part.ts";
import type { Shape } from "./shape.ts";
import { spelled } from "./spelled.ts";

/**
 * Why a value is not the same in every session and whenever it is computed, in words. PostgreSQL asks just that of
 * generated columns, so it is looked at as one.
 */
export function whyNotImmutable(
  column: string,
  assigned: Assigned,
  type: Sql,
  shape: Shape,
  facts: RecipeFacts,
): string | undefined {
  const table = nameOfRelation(facts, shape.relation);
  const value = spelled(assigned, shape.relation.relname ?? "", facts.grammar);
  if (value === undefined) return `The value of ${column} cannot be written down again.`;
  const name = ident(new FreeNames(facts).choose("lockkeeper_value", ""));
  const text = sql`ALTER TABLE ${table} ADD COLUMN ${name} ${type} GENERATED ALWAYS AS (${value}) STORED`
    .text;
  const why = failureOf(text, facts, shape.filled);
  return why === undefined
    ? undefined
    : `What ${column} holds must be the same in every session and whenever it is computed, as in a generated column: ${why}. concat() and to_char() are not so; a || b and casts between numbers and text are.`;
}
