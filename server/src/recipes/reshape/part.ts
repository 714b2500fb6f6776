import type { ColumnDef, Node, RangeVar, UpdateStmt } from "@pgsql/types";
import type { Statement } from "../../sql/statement.ts";
import { rowChangeOf, type RowChange } from "../batch/change.ts";

/** What a column is set to: an expression, for rows for which a condition holds. */
export interface Assigned {
  readonly value: Node;
  readonly condition: Node | undefined;
}

/** What a statement does to the columns of one table, where that is all it does. */
export interface Part {
  readonly relation: RangeVar;
  readonly adds: readonly ColumnDef[];
  readonly drops: readonly string[];
  /** Columns that are set NOT NULL. */
  readonly requires: readonly string[];
  readonly sets: ReadonlyMap<string, Assigned>;
  /** The UPDATE, taken apart. */
  readonly change?: RowChange;
}

export function partOf(statement: Statement): Part | undefined {
  const { node } = statement;
  if (node === undefined) return undefined;
  if ("UpdateStmt" in node) return updating(statement, node.UpdateStmt);
  if (!("AlterTableStmt" in node) || node.AlterTableStmt.objtype !== "OBJECT_TABLE") return undefined;
  const { relation, cmds = [] } = node.AlterTableStmt;
  return relation === undefined ? undefined : altering(relation, cmds);
}

/** Whether two statements name the table alike. */
export function isSameTable(one: RangeVar, other: RangeVar): boolean {
  return one.relname === other.relname && one.schemaname === other.schemaname;
}

function altering(relation: RangeVar, commands: readonly Node[]): Part | undefined {
  const adds: ColumnDef[] = [];
  const drops: string[] = [];
  const requires: string[] = [];
  for (const each of commands) {
    if (!("AlterTableCmd" in each)) return undefined;
    const { subtype, name, def } = each.AlterTableCmd;
    if (subtype === "AT_AddColumn" && def !== undefined && "ColumnDef" in def) adds.push(def.ColumnDef);
    else if (subtype === "AT_DropColumn" && name !== undefined) drops.push(name);
    else if (subtype === "AT_SetNotNull" && name !== undefined) requires.push(name);
    else return undefined;
  }
  return { relation, adds, drops, requires, sets: new Map() };
}

function updating(statement: Statement, { targetList = [], whereClause }: UpdateStmt): Part | undefined {
  const change = rowChangeOf(statement);
  if (change === undefined) return undefined;
  const sets = new Map<string, Assigned>();
  for (const target of targetList) {
    if (!("ResTarget" in target)) return undefined;
    const { name, val, indirection } = target.ResTarget;
    const value = val === undefined ? undefined : single(val);
    if (name === undefined || value === undefined || indirection !== undefined) return undefined;
    sets.set(name, { value, condition: whereClause });
  }
  return { relation: change.relation, adds: [], drops: [], requires: [], sets, change };
}

/** One value of `SET (a, b) = (…, …)`; undefined for DEFAULT, and for a subquery that gives several. */
function single(node: Node): Node | undefined {
  if ("SetToDefault" in node) return undefined;
  if (!("MultiAssignRef" in node)) return node;
  const { source, colno = 0 } = node.MultiAssignRef;
  return source !== undefined && "RowExpr" in source ? source.RowExpr.args?.[colno - 1] : undefined;
}
