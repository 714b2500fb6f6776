import { readsElsewhere } from "../../catalog/expression.ts";
import { isTable, isView, type Column, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";

/** Fails where something that cannot be rebuilt uses the column (RememberAllDependentForRebuilding). */
export function refuseTypeUsers(execution: Execution, table: Table, column: Column): void {
  const reads = (expression: { readonly columns: readonly number[] } | undefined): boolean =>
    expression?.columns.includes(column.number) === true;
  const refuse = (what: string, sqlstate = "0A000"): never =>
    execution.fail(sqlstate, `cannot alter type of a column used ${what}`);
  const generated = table.columns.some(
    (other) => other.number !== column.number && reads(other.generated?.expression),
  );
  // What was made first objects first, and a generated column mostly is older than a view; from 15 on it is all one.
  if (generated && !execution.server.isSince(15)) {
    // 14 knows what depends on columns of plain tables only.
    if (table.kind === "partitioned-table")
      execution.fail("XX000", `unexpected object depending on column "${column.name}"`);
    refuse("by a generated column", "42601");
  }
  for (const { object, columns } of dependentsOf(execution.edit, table.id)) {
    const user = execution.edit.get("relation", object);
    const policies = isTable(user) ? user.policies.flatMap(({ using, check }) => [using, check]) : [];
    if (policies.some((expression) => readsElsewhere(expression, table.id, column.number)))
      refuse("in a policy definition");
    if (!columns.includes(column.number)) continue;
    if (isView(execution.edit.get("relation", object))) refuse("by a view or rule");
    if (object.startsWith("object:publication ")) refuse("by a publication WHERE clause");
    if (object.startsWith("function:")) refuse("by a function or procedure");
  }
  if (table.rules.some((rule) => rule.columns.includes(column.number))) refuse("by a view or rule");
  if (table.triggers.some(({ columns, when }) => columns.includes(column.number) || reads(when)))
    refuse("in a trigger definition");
  if (table.policies.some(({ using, check }) => reads(using) || reads(check)))
    refuse("in a policy definition");
  if (generated) refuse("by a generated column");
}
