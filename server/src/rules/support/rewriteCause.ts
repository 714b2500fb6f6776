import { constraintSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import { commandsOf } from "./commands.ts";

/** The subcommand that makes a statement rewrite its table: a volatile default, a type, SET LOGGED … */
export function causeOfRewrite(statement: Statement): Span | undefined {
  const [type] = commandsOf(statement, ["AT_AlterColumnType"]);
  if (type !== undefined) return type.span;
  for (const { command, span } of commandsOf(statement, ["AT_AddColumn"])) {
    if (command.def === undefined || !("ColumnDef" in command.def)) continue;
    const column = command.def.ColumnDef;
    for (const node of column.constraints ?? []) {
      if (!("Constraint" in node)) continue;
      const { contype } = node.Constraint;
      if (contype === "CONSTR_DEFAULT" || contype === "CONSTR_IDENTITY" || contype === "CONSTR_GENERATED") {
        return constraintSpan(statement, node.Constraint, column);
      }
    }
    return span;
  }
  return commandsOf(statement, [
    "AT_SetLogged",
    "AT_SetUnLogged",
    "AT_SetAccessMethod",
    "AT_SetExpression",
  ])[0]?.span;
}
