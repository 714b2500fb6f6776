import type { AlterTableCmd } from "@pgsql/types";
import { columnNamed, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import { dropObjects } from "../drop/drop.ts";
import type { DropTarget } from "../drop/dropTarget.ts";
import type { Execution } from "../execution.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { updateTable } from "../objects/objects.ts";
import type { Alteration } from "./alteration.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { typedTables } from "./typedTables.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

/** DROP COLUMN, on children that have it from here too (ATExecDropColumn). */
export const dropColumn: Subcommand = {
  action: "DROP COLUMN",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: [...tablesAndForeign, "composite-type"],
  prepare: ({ execution }, relation) => {
    if (isTable(relation) && relation.ofType !== undefined)
      execution.fail("42809", "cannot drop column from typed table");
  },
  apply: (alteration, relation, command, { recurse }) => {
    const { execution } = alteration;
    const column = find(execution, relation, command);
    if (column === undefined) return;
    const dropped = isTable(relation)
      ? dropFrom(alteration, relation, column, recurse)
      : dropAttribute(alteration, relation, column, command);
    dropObjects(execution, dropped, command.behavior === "DROP_CASCADE");
  },
};

function dropAttribute(
  alteration: Alteration,
  relation: Relation,
  column: Column,
  command: AlterTableCmd,
): readonly DropTarget[] {
  if (relation.kind !== "composite-type") return [];
  const below = typedTables(alteration.execution, relation, command).flatMap((table) => {
    const own = columnNamed(table, column.name);
    return own === undefined ? [] : dropFrom(alteration, table, own, true);
  });
  return [...below, { kind: "column", table: relation, column }];
}

function find(execution: Execution, relation: Relation, command: AlterTableCmd): Column | undefined {
  const name = command.name ?? "";
  if (systemColumns.some((system) => system === name))
    execution.fail("0A000", `cannot drop system column "${name}"`);
  const column =
    isTable(relation) || relation.kind === "composite-type"
      ? columnOrAssumed(execution, relation, name)
      : undefined;
  if (column !== undefined || command.missing_ok === true) return column;
  return execution.fail("42703", `column "${name}" of relation "${relation.name}" does not exist`);
}

/** The column here and in the children that have it from here alone; the others keep it as their own. */
function dropFrom(
  alteration: Alteration,
  table: Table,
  column: Column,
  recurse: boolean,
): readonly DropTarget[] {
  const { execution } = alteration;
  refuse(execution, table, column);
  if (table.kind === "partitioned-table" && table.children.length > 0 && !recurse)
    execution.fail("42P16", "cannot drop column from only the partitioned table when partitions exist");
  const below = alteration.children(table).flatMap((child) => {
    const own = columnNamed(child, column.name);
    if (own === undefined) return [];
    const goes = recurse && own.inherited === 1 && !own.local;
    updateTable(execution.edit, child.id, (now) => loosened(now, own, goes, recurse));
    return goes ? dropFrom(alteration, alteration.table(child.id), { ...own, inherited: 0 }, recurse) : [];
  });
  return [...below, { kind: "column", table: alteration.table(table.id), column }];
}

function loosened(child: Table, own: Column, goes: boolean, recurse: boolean): Table {
  const change = (column: Column): Column => ({
    ...column,
    inherited: column.inherited - 1,
    local: goes || !recurse ? true : column.local,
  });
  return {
    ...child,
    columns: child.columns.map((each) => (each.number === own.number ? change(each) : each)),
  };
}

function refuse(execution: Execution, table: Table, column: Column): void {
  if (column.inherited > 0) execution.fail("42P16", `cannot drop inherited column "${column.name}"`);
  const isKey = table.partitionKey?.parts.some((part) =>
    typeof part === "number" ? part === column.number : part.columns.includes(column.number),
  );
  if (isKey === true)
    execution.fail(
      "42P16",
      `cannot drop column "${column.name}" because it is part of the partition key of relation "${table.name}"`,
    );
}
