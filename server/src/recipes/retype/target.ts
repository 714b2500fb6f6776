import type { AlterTableCmd, Node, RangeVar } from "@pgsql/types";
import { columnNamed, isTable, type Column, type Table } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import type { ColumnTarget } from "../transition/target.ts";
import type { TypeExchange } from "./typeExchange.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { catalogOf, entryOf, tableNamed } from "../support/subject.ts";

/** `ALTER TABLE relation ALTER COLUMN from TYPE … [USING …]` and nothing else, as written. */
export interface RetypeStatement {
  readonly relation: RangeVar;
  readonly from: string;
  readonly using: Node | undefined;
}

export function retypeOf({ node }: Statement): RetypeStatement | undefined {
  if (node === undefined || !("AlterTableStmt" in node)) return undefined;
  const { relation, cmds = [], objtype } = node.AlterTableStmt;
  const command = soleCommand(cmds);
  if (relation === undefined || objtype !== "OBJECT_TABLE" || command?.subtype !== "AT_AlterColumnType")
    return undefined;
  const { name, def } = command;
  if (name === undefined || def === undefined || !("ColumnDef" in def)) return undefined;
  return { relation, from: name, using: def.ColumnDef.raw_default };
}

function soleCommand(commands: readonly Node[]): AlterTableCmd | undefined {
  const [first] = commands;
  return commands.length === 1 && first !== undefined && "AlterTableCmd" in first
    ? first.AlterTableCmd
    : undefined;
}

/** The column whose type changes, in the catalog before the statement; `to` is its name while it is being filled. */
export interface RetypeTarget extends ColumnTarget {
  readonly using: Node | undefined;
  /** The column as the statement leaves it. */
  readonly after: Column;
  /** Where the new type takes the old one's name. */
  readonly types?: TypeExchange;
}

/** A change of a column's type with what the section does about its default, before and after. */
export interface RetypeShape {
  /** All of them, in order; between them may stand others. */
  readonly statements: readonly [AnalysedStatement, ...AnalysedStatement[]];
  readonly change: AnalysedStatement;
}

/** `facts` are about the first of its statements. */
export function retypeTarget(
  { statements, change }: RetypeShape,
  facts: RecipeFacts,
): Omit<RetypeTarget, "to"> | Refusal {
  const retype = retypeOf(change.statement);
  const entry = entryOf({ ...facts, statement: change });
  const end = entryOf({ ...facts, statement: statements.at(-1) ?? change });
  const catalog = catalogOf(facts);
  if (retype === undefined || entry === undefined || end === undefined || catalog === undefined)
    return { refused: "Write the change of the type as an ALTER TABLE of its own first." };
  const { fails } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const table = tableNamed(facts, retype.relation);
  const column = table === undefined ? undefined : columnNamed(table, retype.from);
  const after = table === undefined ? undefined : afterwards(end, table, retype.from);
  if (table === undefined || column === undefined || after === undefined)
    return {
      refused: `No migration here creates ${retype.relation.relname ?? "this table"}, so the type of ${retype.from} and what depends on it are not known.`,
    };
  return { ...retype, catalog, table, column, after };
}

function afterwards({ after }: TimelineEntry, { id }: Table, name: string): Column | undefined {
  const table = after.get("relation", id);
  return isTable(table) ? columnNamed(table, name) : undefined;
}

/** Whether a statement changes the type of the same column, so that it undoes the one that is rewritten. */
export function isInverseOf(candidate: Statement, { statement: { statement } }: RecipeFacts): boolean {
  const retype = retypeOf(statement);
  const other = retypeOf(candidate);
  return (
    other !== undefined && retype?.from === other.from && retype.relation.relname === other.relation.relname
  );
}
