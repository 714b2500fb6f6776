import type {
  AlterTableCmd,
  AlterTableType,
  ColumnDef,
  ConstrType,
  Constraint,
  RangeVar,
} from "@pgsql/types";
import type { WorkKind } from "../../interpret/effects.ts";
import { commandSpan, constraintSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";

export interface Command {
  readonly command: AlterTableCmd;
  /** Its place among the subcommands, from 0. */
  readonly index: number;
  /** In the statement, UTF-16. */
  readonly span: Span;
}

/** The table that an ALTER TABLE names. */
export function alteredTable({ node }: Statement): RangeVar | undefined {
  return node !== undefined && "AlterTableStmt" in node ? node.AlterTableStmt.relation : undefined;
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
    return [{ command, index, span }];
  });
}

/**
 * Of the parts of an ALTER TABLE those that have a kind of work done; all of them where the interpretation does not
 * tell.
 */
export function causing<Part extends { readonly index: number }>(
  { effects }: TimelineEntry,
  kind: WorkKind,
  parts: readonly Part[],
): readonly Part[] {
  const causes = new Set(
    (effects.causes ?? []).filter((one) => one.kind === kind).map((one) => one.subcommand),
  );
  const found = parts.filter(({ index }) => causes.has(index));
  return found.length === 0 ? parts.slice(0, 1) : found;
}

export interface AddedConstraint {
  readonly constraint: Constraint;
  /** The column it is written at, for an inline one. */
  readonly column: ColumnDef | undefined;
  /** The subcommand it stands in, from 0. */
  readonly index: number;
  readonly span: Span;
}

/** The constraints of these kinds that an ALTER TABLE adds, on their own or inline in ADD COLUMN. */
export function addedConstraints(
  statement: Statement,
  kinds: readonly ConstrType[],
): readonly AddedConstraint[] {
  const commands = commandsOf(statement, ["AT_AddConstraint", "AT_AddColumn"]);
  return commands.flatMap(({ command, index, span }): readonly AddedConstraint[] => {
    const { def } = command;
    if (def === undefined) return [];
    if ("Constraint" in def)
      return isOf(def.Constraint, kinds)
        ? [{ constraint: def.Constraint, column: undefined, index, span }]
        : [];
    if (!("ColumnDef" in def)) return [];
    const column = def.ColumnDef;
    return (column.constraints ?? []).flatMap((node) =>
      "Constraint" in node && isOf(node.Constraint, kinds)
        ? [
            {
              constraint: node.Constraint,
              column,
              index,
              span: constraintSpan(statement, node.Constraint, column),
            },
          ]
        : [],
    );
  });
}

function isOf({ contype }: Constraint, kinds: readonly ConstrType[]): boolean {
  return contype !== undefined && kinds.includes(contype);
}
