import type { Column, Table } from "../../catalog/relations.ts";
import type { Sql } from "../../sql/fragment.ts";
import { literal, qualified, sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { entryOf, setsSearchPath } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";

/** What each row of a new column gets. */
export interface FilledValue {
  /** SQL of the default. */
  readonly value: Sql;
  /** The sequence of a serial, which has to be made: dotted and quoted; with its type. */
  readonly sequence?: { readonly name: Sql; readonly type: Sql };
}

export function valueOf(facts: RecipeFacts, table: Table, column: Column): FilledValue | Refusal {
  const sequence = sequenceOf(facts, table, column);
  if (sequence !== undefined)
    return { sequence, value: sql`pg_catalog.nextval(${literal(sequence.name.text)}::pg_catalog.regclass)` };
  if (column.default === undefined)
    return {
      refused: `Nothing says what the rows that are there are to hold in ${column.name}. Give it a DEFAULT: a constant takes no time, and may be dropped once every version of the application writes the column.`,
    };
  if (setsSearchPath(facts) && (column.default.uses ?? []).length > 0)
    return {
      refused: `The file sets a search path, and the default of ${column.name} uses something of the user's, which would be looked for elsewhere. Write its schema.`,
    };
  const value = expressionSql(column.default, facts.grammar);
  return value === undefined
    ? { refused: `The default of ${column.name} cannot be written down again.` }
    : { value };
}

/** The sequence that the statement makes for the column. */
function sequenceOf(facts: RecipeFacts, table: Table, column: Column): FilledValue["sequence"] {
  const entry = entryOf(facts);
  for (const { collection, value } of entry?.outcome.changes ?? []) {
    if (collection !== "relation" || value?.kind !== "sequence") continue;
    if (value.ownedBy?.table !== table.id || value.ownedBy.column !== column.number) continue;
    const type = entry === undefined ? undefined : typeSql(entry.before, value.type);
    const name = qualified(value.schema === "public" ? undefined : value.schema, value.name);
    if (type !== undefined) return { name, type };
  }
  return undefined;
}
