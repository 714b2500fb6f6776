import { columnNamed, isTable, type Column, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { expressionOver } from "../expressions/columns.ts";
import { generatedExpression } from "../expressions/generated.ts";
import { updateTable } from "../objects/objects.ts";
import type { Alteration } from "./alteration.ts";
import { columnOf, updateColumn } from "./columnCommand.ts";
import { rememberDependents } from "./rebuild.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { isOpen } from "../openWorld/world.ts";

/** SET EXPRESSION (17+): all values of a stored column are computed anew (ATExecSetExpression). */
export const setExpression: Subcommand = {
  action: "ALTER COLUMN ... SET EXPRESSION",
  lock: "ACCESS EXCLUSIVE",
  pass: "set-expression",
  on: tablesAndForeign,
  simpleRecursion: "first",
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    if (!execution.server.isSince(17))
      execution.fail("42601", "syntax error: SET EXPRESSION needs PostgreSQL 17");
    const column = columnOf(execution, relation, command);
    const generated = requireGenerated(execution, relation, column);
    const table = alteration.table(relation.id);
    const hasChecks = table.constraints.some(({ kind }) => kind === "check");
    if (generated.kind === "virtual" && hasChecks && !execution.server.isSince(19))
      execution.fail(
        "0A000",
        "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in tables with check constraints",
      );
    replaceExpression(alteration, table, { ...column, generated }, command.def);
  },
};

function replaceExpression(
  alteration: Alteration,
  table: Table,
  column: Column,
  node: Parameters<typeof generatedExpression>[3]["node"] | undefined,
): void {
  const { execution } = alteration;
  const { generated } = column;
  if (generated === undefined || node === undefined) return;
  if (generated.kind === "stored") alteration.rewrite(table, expressionOver(execution, node, table));
  else if (column.notNull) {
    alteration.scan(table);
    execution.failIfViolated(
      "23502",
      `column "${column.name}" of relation "${table.name}" contains null values`,
    );
  } else if (isChecked(table, column)) alteration.scan(table);
  rememberDependents(alteration, table, column);
  updateTable(execution.edit, table.id, (now) =>
    generatedExpression(execution, now, column.name, { kind: generated.kind, node }),
  );
}

/** From 19 on a column with a CHECK may have another expression: all rows are checked with its new values. */
function isChecked({ constraints }: Table, { number }: Column): boolean {
  return constraints.some(
    (one) => one.kind === "check" && one.enforced && one.expression.columns.includes(number),
  );
}

/** DROP EXPRESSION: the column keeps its values and becomes an ordinary one. */
export const dropExpression: Subcommand = {
  action: "ALTER COLUMN ... DROP EXPRESSION",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: tablesAndForeign,
  simpleRecursion: "first",
  prepare: (alteration, relation, command, recurse) => {
    const { execution } = alteration;
    if (!isTable(relation) || alteration.isDerived(relation.id)) return;
    if (relation.children.length > 0 && !recurse)
      execution.fail("42P16", "ALTER TABLE / DROP EXPRESSION must be applied to child tables too");
    const column = columnNamed(relation, command.name ?? "");
    if (column !== undefined && column.inherited > 0)
      execution.fail("42P16", "cannot drop generation expression from inherited column");
  },
  apply: ({ execution }, relation, command) => {
    const column = columnOf(execution, relation, command);
    if (column.generated?.kind === "virtual")
      execution.fail("0A000", "ALTER TABLE / DROP EXPRESSION is not supported for virtual generated columns");
    if (column.generated === undefined && command.missing_ok === true) return;
    requireGenerated(execution, relation, column);
    updateColumn(execution, relation.id, column.number, withoutExpression);
  },
};

function withoutExpression(column: Column): Column {
  const { generated, ...rest } = column;
  return generated === undefined ? column : rest;
}

function requireGenerated(
  execution: Execution,
  relation: Relation,
  column: Column,
): NonNullable<Column["generated"]> {
  const words = execution.server.isSince(17) ? "a generated column" : "a stored generated column";
  return (
    column.generated ??
    assumedGenerated(execution, relation) ??
    execution.fail("55000", `column "${column.name}" of relation "${relation.name}" is not ${words}`)
  );
}

/** The generated column of a table that no migration creates is taken for a stored one: that costs more. */
function assumedGenerated(execution: Execution, relation: Relation): Column["generated"] {
  if (!isOpen(execution, relation)) return undefined;
  return { kind: "stored", expression: { node: { A_Const: { isnull: true } }, columns: [] } };
}
