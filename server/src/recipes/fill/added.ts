import type { ColumnDef, RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { columnNamed, isTable, type Column, type Table } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { placeOf, worksOnRows } from "../support/laterWork.ts";
import { soleCommand, soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, onlyObstacle, tableNamed } from "../support/subject.ts";

export interface AddedColumn {
  readonly relation: RangeVar;
  readonly name: string;
  readonly definition: ColumnDef;
}

/** The column of a statement that is one ADD COLUMN and nothing else. */
export function addedColumn(statement: Statement): AddedColumn | undefined {
  const found = soleTableCommand(statement);
  if (found === undefined) return undefined;
  const { subtype, def } = found.command;
  if (subtype !== "AT_AddColumn" || def === undefined || !("ColumnDef" in def)) return undefined;
  const { colname } = def.ColumnDef;
  return colname === undefined
    ? undefined
    : { relation: found.relation, name: colname, definition: def.ColumnDef };
}

/** Whether a statement drops that column and does nothing else. */
export function dropsAdded(statement: Statement, added: AddedColumn | undefined): boolean {
  const found = soleCommand(statement);
  return (
    added !== undefined &&
    found?.relation.relname === added.relation.relname &&
    found?.command.subtype === "AT_DropColumn" &&
    found.command.name === added.name
  );
}

/** The column as the statement leaves it. */
function columnAfter(facts: RecipeFacts, table: Table | undefined, name: string): Column | undefined {
  for (const change of entryOf(facts)?.outcome.changes ?? [])
    if (change.collection === "relation" && change.key === table?.id && isTable(change.value))
      return columnNamed(change.value, name);
  return undefined;
}

const plain = new Set([
  "CONSTR_DEFAULT",
  "CONSTR_NOTNULL",
  "CONSTR_NULL",
  "CONSTR_IDENTITY",
  "CONSTR_GENERATED",
]);

/** Why a column's rows cannot be filled while reads and writes go on, in words; undefined where they can. */
export function fillingObstacle(
  facts: RecipeFacts,
  { relation, name, definition }: AddedColumn,
  table: Table,
): string | undefined {
  const others = (definition.constraints ?? []).some(
    (each) => "Constraint" in each && !plain.has(each.Constraint.contype ?? ""),
  );
  if (others)
    return `${name} comes with a constraint of its own. Write that as an ALTER TABLE … ADD CONSTRAINT after this one first.`;
  if (table.kind !== "table" || table.children.length > 0 || table.parents.length > 0)
    return `${table.name} is partitioned, foreign or inherits; its rows cannot be walked by one key yet.`;
  if (table.rowSecurity.forced)
    return `${table.name} forces row level security on its owner, so a backfill might not see every row.`;
  const later = facts.later().find((each) => worksOnRows(each, table.id) && !isPlainInsert(each.statement));
  if (later !== undefined)
    return `${placeOf(later, facts)} reads or writes rows of ${table.name}, and it would run while ${name} is not filled yet. Move it to a migration that comes after the plan's.`;
  return onlyObstacle(facts, relation);
}

function isPlainInsert({ kind, text }: Statement): boolean {
  return kind === "InsertStmt" && !/\b(?:select|conflict)\b/i.test(text);
}

/** The column that a statement adds, and the table as the history knows it before; or why it cannot be filled. */
export interface KnownAddition {
  readonly added: AddedColumn;
  readonly table: Table;
  /** As it is after the statement. */
  readonly column: Column;
  /** Before the statement. */
  readonly catalog: Catalog;
}

export function knownAddition(facts: RecipeFacts): KnownAddition | Refusal {
  const added = addedColumn(facts.statement.statement);
  if (added === undefined) return { refused: "Write ADD COLUMN as an ALTER TABLE of its own first." };
  const { relation, name } = added;
  const table = tableNamed(facts, relation);
  const column = columnAfter(facts, table, name);
  const catalog = entryOf(facts)?.before;
  if (table === undefined || column === undefined || catalog === undefined)
    return {
      refused: `No migration here creates ${relation.relname ?? "this table"}, so the key by which its rows could be filled in batches is not known.`,
    };
  return { added, table, column, catalog };
}
