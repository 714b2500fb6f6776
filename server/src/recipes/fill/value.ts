import type { Column, Table } from "../../catalog/relations.ts";
import type { Sql } from "../../sql/fragment.ts";
import { literal, qualified, sql } from "../../sql/fragment.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { FreeNames } from "../support/freeName.ts";
import { expressionSql } from "../support/expressionSql.ts";
import { entryOf, setsSearchPath } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
import type { AddedColumn } from "./added.ts";
import { identityOptions, type Identity } from "./identity.ts";

/** What each row of a new column gets. */
export interface FilledValue {
  /** SQL of the default. */
  readonly value: Sql;
  /** The sequence of a serial, which has to be made: dotted and quoted; with its type. */
  readonly sequence?: { readonly name: Sql; readonly type: Sql; readonly options?: Sql };
  /** What it becomes in the end, where it is an identity column. */
  readonly identity?: Identity;
}

export function valueOf(
  facts: RecipeFacts,
  added: AddedColumn,
  table: Table,
  column: Column,
): FilledValue | Refusal {
  const sequence = sequenceOf(facts, table, column);
  if (sequence !== undefined && column.identity !== undefined)
    return ofIdentity(facts, added, table, column.identity.always, sequence);
  if (sequence !== undefined) return { sequence, value: next(sequence.name) };
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

function next(sequence: Sql): Sql {
  return sql`pg_catalog.nextval(${literal(sequence.text)}::pg_catalog.regclass)`;
}

/** A sequence of its own counts until the column becomes an identity, which brings its own. */
function ofIdentity(
  facts: RecipeFacts,
  added: AddedColumn,
  { schema, name }: Table,
  always: boolean,
  sequence: NonNullable<FilledValue["sequence"]>,
): FilledValue | Refusal {
  const options = identityOptions(added, facts);
  if (options === undefined)
    return {
      refused: `What is said of how ${added.name} counts cannot be written down again. Leave SEQUENCE NAME out, and rename the sequence later.`,
    };
  const free = new FreeNames(facts).choose(`${name}_${added.name}`, "_fill_seq", { of: "relation" });
  const meanwhile = qualified(schema === "public" ? undefined : schema, free);
  return {
    value: next(meanwhile),
    sequence: { name: meanwhile, type: sequence.type, options },
    identity: { always, sequence: sequence.name, meanwhile, type: sequence.type, options },
  };
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
