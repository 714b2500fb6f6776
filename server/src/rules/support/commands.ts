import type { AlterTableCmd, AlterTableType, ColumnDef, ConstrType, Constraint } from "@pgsql/types";
import { commandSpan, constraintSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";

export interface Command {
  readonly command: AlterTableCmd;
  /** In the statement, UTF-16. */
  readonly span: Span;
}

/** The subcommands of an ALTER TABLE that are of these kinds, with their ranges. */
export function commandsOf(statement: Statement, kinds: readonly AlterTableType[]): readonly Command[] {
  const { node } = statement;
  if (node === undefined || !("AlterTableStmt" in node)) return [];
  const { relation, cmds = [] } = node.AlterTableStmt;
  return cmds.flatMap((cmd, index) => {
    if (!("AlterTableCmd" in cmd) || relation === undefined) return [];
    const command = cmd.AlterTableCmd;
    if (command.subtype === undefined || !kinds.includes(command.subtype)) return [];
    const span = commandSpan(statement, relation, index) ?? { start: 0, end: statement.text.length };
    return [{ command, span }];
  });
}

export interface AddedConstraint {
  readonly constraint: Constraint;
  /** The column it is written at, for an inline one. */
  readonly column: ColumnDef | undefined;
  readonly span: Span;
}

/** The first constraint of these kinds that an ALTER TABLE adds, on its own or inline in ADD COLUMN. */
export function addedConstraint(
  statement: Statement,
  kinds: readonly ConstrType[],
): AddedConstraint | undefined {
  for (const { command, span } of commandsOf(statement, ["AT_AddConstraint", "AT_AddColumn"])) {
    const { def } = command;
    if (def === undefined) continue;
    if ("Constraint" in def && isOf(def.Constraint, kinds)) {
      return { constraint: def.Constraint, column: undefined, span };
    }
    if (!("ColumnDef" in def)) continue;
    const column = def.ColumnDef;
    for (const node of column.constraints ?? []) {
      if ("Constraint" in node && isOf(node.Constraint, kinds)) {
        return {
          constraint: node.Constraint,
          column,
          span: constraintSpan(statement, node.Constraint, column),
        };
      }
    }
  }
  return undefined;
}

function isOf({ contype }: Constraint, kinds: readonly ConstrType[]): boolean {
  return contype !== undefined && kinds.includes(contype);
}
