import type { Constraint, RangeVar } from "@pgsql/types";
import { isTable, type Constraint as CatalogConstraint, type Table } from "../../catalog/relations.ts";
import { commandSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import { tokenIndexAt, tokensOf } from "../../sql/tokens.ts";
import type { RecipeFacts } from "../recipe.ts";
import { soleCommand } from "./soleCommand.ts";
import { entryOf } from "./subject.ts";

/** A statement that is one ALTER TABLE … ADD CONSTRAINT and nothing else. */
export interface SoleConstraint {
  readonly relation: RangeVar;
  readonly constraint: Constraint;
  /** What follows ADD [CONSTRAINT name], in the user's own words. */
  readonly definition: string;
}

export function soleConstraint(
  { statement }: RecipeFacts,
  kind: Constraint["contype"],
): SoleConstraint | undefined {
  const found = soleCommand(statement.statement);
  if (found === undefined) return undefined;
  const { relation } = found;
  const { text } = statement.statement;
  const { subtype, def } = found.command;
  if (subtype !== "AT_AddConstraint" || def === undefined || !("Constraint" in def)) return undefined;
  const constraint = def.Constraint;
  const span = commandSpan(statement.statement, relation, 0);
  if (constraint.contype !== kind || constraint.skip_validation === true || span === undefined)
    return undefined;
  return {
    relation,
    constraint,
    definition: text.slice(definitionStart(statement.statement, span), span.end),
  };
}

/** ADD UNIQUE or ADD PRIMARY KEY that builds its index. */
export function soleKey(facts: RecipeFacts): SoleConstraint | undefined {
  const sole = soleConstraint(facts, "CONSTR_UNIQUE") ?? soleConstraint(facts, "CONSTR_PRIMARY");
  return sole?.constraint.indexname === undefined ? sole : undefined;
}

/** Where the subcommand goes on after `ADD [CONSTRAINT name [UESCAPE '…']]`, comments between the words or not. */
function definitionStart(statement: Statement, { start, end }: Span): number {
  const tokens = tokensOf(statement);
  let at = tokenIndexAt(statement, start) + 1;
  const isNext = (word: string): boolean => tokens[at]?.text.toLowerCase() === word;
  if (isNext("constraint")) at += 2;
  if (isNext("uescape")) at += 2;
  return tokens[at]?.span.start ?? end;
}

/**
 * The constraint as it stands in the catalog after the statement, with the name PostgreSQL gave it; on the table that the
 * statement names, not on its partitions.
 */
export function constraintAdded(
  facts: RecipeFacts,
): { readonly table: Table; readonly constraint: CatalogConstraint } | undefined {
  const entry = entryOf(facts);
  const changed = (entry?.outcome.changes ?? []).flatMap(({ collection, value }) =>
    collection === "relation" && isTable(value) ? [value] : [],
  );
  const ids = new Set(changed.map(({ id }) => id));
  const isBelow = ({ parents }: Table): boolean => parents.some((id) => ids.has(id));
  for (const table of [...changed].sort((one, other) => Number(isBelow(one)) - Number(isBelow(other)))) {
    const before = entry?.before.get("relation", table.id);
    const known = isTable(before) ? before.constraints : [];
    const added = table.constraints.filter(({ id }) => !known.some((old) => old.id === id));
    // The columns of a key get theirs before it.
    const constraint = added.find(({ kind }) => kind !== "not-null") ?? added[0];
    if (constraint !== undefined) return { table, constraint };
  }
  return undefined;
}
