import type { Node } from "@pgsql/types";
import { displayName, isAssumed } from "../../catalog/ids.ts";
import { isTable, isView, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import { unknownType } from "../../catalog/types.ts";
import { remark, type Undo } from "./undo.ts";

/** Whether something is only taken to have been there, since a statement needs it. */
export function isTakenForGiven(id: string): boolean {
  return /^[a-z-]+:\?/.test(id);
}

/** Whether a relation may have parts that no migration tells of. */
export function isOpenRelation(relation: Relation): boolean {
  return relation.open === true || isAssumed(relation.id);
}

/**
 * What an open relation was before a statement: what came to be known of it with the statement was there, but for what
 * the statement made. Without this a column that somebody only named would count as added.
 */
export function openBefore(before: Relation | undefined, after: Relation, node: Node | undefined): Relation {
  if (isView(after)) {
    const was = before !== undefined && isView(before) ? before : { ...after, triggers: [], rules: [] };
    return { ...was, triggers: known(was.triggers, after.triggers), rules: known(was.rules, after.rules) };
  }
  if (!isTable(after)) return before ?? after;
  const was: Table =
    before !== undefined && isTable(before)
      ? before
      : { ...after, columns: [], constraints: [], triggers: [], policies: [], rules: [] };
  return {
    ...was,
    columns: [...was.columns, ...foundColumns(was, after, node)],
    constraints: known(was.constraints, after.constraints),
    triggers: known(was.triggers, after.triggers),
    policies: known(was.policies, after.policies),
    rules: known(was.rules, after.rules),
  };
}

function known<Part extends { readonly id: string }>(
  was: readonly Part[],
  is: readonly Part[],
): readonly Part[] {
  const there = new Set(was.map(({ id }) => id));
  return [...was, ...is.filter(({ id }) => !there.has(id) && isTakenForGiven(id))];
}

/** Columns of an open table that a statement did not say that it adds. */
function foundColumns(was: Table, is: Table, node: Node | undefined): readonly Column[] {
  const there = new Set(was.columns.map(({ number }) => number));
  const added = new Set(
    node !== undefined && "AlterTableStmt" in node
      ? (node.AlterTableStmt.cmds ?? []).flatMap((each) => {
          const command = "AlterTableCmd" in each ? each.AlterTableCmd : undefined;
          const def = command?.subtype === "AT_AddColumn" ? command.def : undefined;
          return def !== undefined && "ColumnDef" in def ? (def.ColumnDef.colname ?? []) : [];
        })
      : [],
  );
  return is.columns.filter(({ number, name }) => !there.has(number) && !added.has(name));
}

/** A body may have added a column of an open table, or only named it. */
export function inDoubt(
  before: Relation | undefined,
  after: Relation,
  node: Node | undefined,
): readonly Undo[] {
  if (
    !isTable(after) ||
    node === undefined ||
    !("DoStmt" in node || "SelectStmt" in node || "CallStmt" in node)
  )
    return [];
  const was = before !== undefined && isTable(before) ? before : { ...after, columns: [] };
  return foundColumns(was, after, node)
    .filter(({ type }) => type.id !== unknownType.id)
    .map(({ name }) =>
      remark(
        "left",
        `the column ${displayName(after)}.${name} stays: the migrations do not tell whether it was there before`,
      ),
    );
}
