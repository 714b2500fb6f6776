import type { AlterTableType } from "@pgsql/types";
import { constraintSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { causing, commandsOf, type Command } from "./commands.ts";

/** The kinds of subcommand that may rewrite a table. */
const rewriting: readonly AlterTableType[] = [
  "AT_AlterColumnType",
  "AT_AddColumn",
  "AT_SetLogged",
  "AT_SetUnLogged",
  "AT_SetAccessMethod",
  "AT_SetExpression",
];

/** The subcommands that make a statement rewrite its table: a volatile default, a type, SET LOGGED … */
export function causesOfRewrite(statement: Statement, entry: TimelineEntry): readonly (Span | undefined)[] {
  const found = causing(entry, "rewrite", commandsOf(statement, rewriting));
  return found.length === 0 ? [undefined] : found.map((command) => partOf(statement, command));
}

/** Of ADD COLUMN, what gives the rows their values. */
function partOf(statement: Statement, { command, span }: Command): Span {
  if (command.def === undefined || !("ColumnDef" in command.def) || command.subtype !== "AT_AddColumn")
    return span;
  const column = command.def.ColumnDef;
  for (const node of column.constraints ?? []) {
    if (!("Constraint" in node)) continue;
    const { contype } = node.Constraint;
    if (contype === "CONSTR_DEFAULT" || contype === "CONSTR_IDENTITY" || contype === "CONSTR_GENERATED")
      return constraintSpan(statement, node.Constraint, column);
  }
  return span;
}
