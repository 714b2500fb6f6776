import type { Node } from "@pgsql/types";

/**
 * What kind of statement it is, as finely as locks depend on it: the node, and for the nodes that stand for many
 * statements their subcommand or the kind of object, e.g. `AlterTableStmt AT_AddColumn`, `DropStmt OBJECT_TABLE`.
 * One for each subcommand.
 */
export function formsOf(node: Node): readonly string[] {
  const kind = Object.keys(node)[0] ?? "";
  if ("AlterTableStmt" in node) {
    const commands = node.AlterTableStmt.cmds ?? [];
    return commands.map((command) =>
      "AlterTableCmd" in command ? `${kind} ${command.AlterTableCmd.subtype ?? ""}` : kind,
    );
  }
  if ("DropStmt" in node) return [`${kind} ${node.DropStmt.removeType ?? ""}`];
  if ("RenameStmt" in node) return [`${kind} ${node.RenameStmt.renameType ?? ""}`];
  if ("CommentStmt" in node) return [`${kind} ${node.CommentStmt.objtype ?? ""}`];
  if ("AlterObjectSchemaStmt" in node) return [`${kind} ${node.AlterObjectSchemaStmt.objectType ?? ""}`];
  if ("AlterDomainStmt" in node) return [`${kind} ${node.AlterDomainStmt.subtype ?? ""}`];
  return [kind];
}
