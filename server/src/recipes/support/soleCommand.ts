import type { AlterTableCmd, RangeVar } from "@pgsql/types";
import type { Statement } from "../../sql/statement.ts";

/** A statement that alters a relation by one subcommand and does nothing else. */
export interface SoleCommand {
  readonly relation: RangeVar;
  readonly command: AlterTableCmd;
}

/** Of ALTER TABLE, and of its kin for indexes, views and others. */
export function soleCommand({ node }: Statement): SoleCommand | undefined {
  if (node === undefined || !("AlterTableStmt" in node)) return undefined;
  const { relation, cmds = [] } = node.AlterTableStmt;
  const [first] = cmds;
  if (relation === undefined || first === undefined || cmds.length > 1 || !("AlterTableCmd" in first))
    return undefined;
  return { relation, command: first.AlterTableCmd };
}

/** Of ALTER TABLE alone. */
export function soleTableCommand(statement: Statement): SoleCommand | undefined {
  const { node } = statement;
  const isTable =
    node !== undefined && "AlterTableStmt" in node && node.AlterTableStmt.objtype === "OBJECT_TABLE";
  return isTable ? soleCommand(statement) : undefined;
}
