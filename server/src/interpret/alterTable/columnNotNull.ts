import { isIndex, isTable, type Column, type Table } from "../../catalog/relations.ts";
import { isThere, notNullOf } from "../constraints/find.ts";
import { loosen, makeNotNull, plainNotNull } from "../constraints/notNull.ts";
import type { Execution } from "../execution.ts";
import { relationById, requireColumn } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import type { Alteration } from "./alteration.ts";
import { columnOf } from "./columnCommand.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";

/** SET NOT NULL: reads all rows unless a valid CHECK proves that there is no null. */
export const setNotNull: Subcommand = {
  action: "ALTER COLUMN ... SET NOT NULL",
  lock: "ACCESS EXCLUSIVE",
  pass: "column-attributes",
  on: tablesAndForeign,
  apply: (alteration, relation, command, { recurse }) => {
    const column = columnOf(alteration.execution, relation, command);
    const table = alteration.table(relation.id);
    // With ONLY, 18 makes a constraint that children do not inherit.
    const noInherit =
      !recurse &&
      table.children.length > 0 &&
      table.kind === "table" &&
      alteration.execution.server.isSince(18);
    // From 18 on nothing goes down to the children of a column that is NOT NULL already (ATExecSetNotNull).
    const isSet =
      column.notNull &&
      table.children.length > 0 &&
      notNullOf(table, column.number)?.valid !== false &&
      alteration.execution.server.isSince(18);
    const request = { ...plainNotNull, recurse: recurse && !isSet, noInherit, isSet: true } as const;
    makeNotNull(alteration, table, column, request);
  },
};

/** DROP NOT NULL (ATExecDropNotNull). */
export const dropNotNull: Subcommand = {
  action: "ALTER COLUMN ... DROP NOT NULL",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: tablesAndForeign,
  prepare: ({ execution }, relation, _command, recurse) => {
    if (
      relation.kind === "partitioned-table" &&
      relation.children.length > 0 &&
      !recurse &&
      !execution.server.isSince(18)
    )
      execution.fail(
        "42P16",
        "cannot remove constraint from only the partitioned table when partitions exist",
      );
  },
  apply: (alteration, relation, command, { recurse }) => {
    const { execution } = alteration;
    const table = alteration.table(relation.id);
    const column = columnOf(execution, relation, command);
    if (!column.notNull) return;
    refuse(execution, table, column);
    unmark(alteration, table, column, recurse);
  },
};

function refuse(execution: Execution, table: Table, column: Column): void {
  if (column.identity !== undefined)
    execution.fail("42601", `column "${column.name}" of relation "${table.name}" is an identity column`);
  const isKey = table.constraints.some(
    (constraint) => constraint.kind === "primary-key" && constraint.columns.includes(column.number),
  );
  if (isKey) execution.fail("42P16", `column "${column.name}" is in a primary key`);
  const { replicaIdentity } = table;
  if (typeof replicaIdentity === "object") {
    const index = relationById(execution, replicaIdentity.index);
    if (isIndex(index) && index.columns.some(({ on }) => on === column.number))
      execution.fail("42P16", `column "${column.name}" is in index used as replica identity`);
  }
  refuseInherited(execution, table, column);
}

/** A partition is asked for its parent's column first (ATExecDropNotNull). */
function refuseInherited(execution: Execution, table: Table, column: Column): void {
  const parent =
    table.bound === undefined ? undefined : relationById(execution, table.parents[0] ?? table.id);
  if (isTable(parent) && parent.columns.some(({ name, notNull }) => name === column.name && notNull))
    execution.fail("42P16", `column "${column.name}" is marked NOT NULL in parent table`);
  const constraint = notNullOf(table, column.number);
  if (constraint !== undefined && constraint.inherited > 0 && isThere(execution, constraint))
    execution.fail(
      "42P16",
      `cannot drop inherited constraint "${constraint.name}" of relation "${table.name}"`,
    );
}

/** Before 18 every child loses the mark; from 18 on only those that have it from the parent alone. */
function unmark(alteration: Alteration, table: Table, column: Column, recurse: boolean): void {
  const { execution } = alteration;
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: now.columns.map((each) => (each.number === column.number ? { ...each, notNull: false } : each)),
    constraints: now.constraints.filter(
      (each) => !(each.kind === "not-null" && each.column === column.number),
    ),
  }));
  if (table.children.length === 0) return;
  const isSince18 = execution.server.isSince(18);
  if (!isSince18 && !recurse) return;
  for (const child of alteration.children(table)) {
    const own = requireColumn(execution, child, column.name);
    const constraint = isSince18 ? notNullOf(child, own.number) : undefined;
    const keeps = constraint !== undefined && (!recurse || constraint.local || constraint.inherited > 1);
    if (keeps) loosen(execution, child, own);
    else if (own.notNull) {
      if (!isSince18) refuse(execution, child, own);
      unmark(alteration, child, own, recurse);
    }
  }
}
