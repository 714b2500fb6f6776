import type { Node } from "@pgsql/types";
import { deparse } from "../../sql/deparse.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { Scene } from "./scene.ts";
import { undoChanges } from "./undoChanges.ts";
import { undoComment } from "./undoComment.ts";
import { undoDefine } from "./undoDefine.ts";
import { undoGrant } from "./undoGrant.ts";
import { undoRows } from "./undoRows.ts";
import { nothing, remark, together, undo, type Undo, type Undoing } from "./undo.ts";

/** The statements that undo one, in the order in which they must run. */
export function undoStatement(scene: Scene): readonly Undo[] {
  const { statement } = scene.entry;
  const { node } = statement;
  if (node === undefined) return [remark("left", "a statement that cannot be read is not undone")];
  const whole = wholeOf(node, scene);
  const { drops, renames, alters, creates, last } = together([whole ?? undoChanges(scene), undoRows(scene)]);
  const undone = [...drops, ...renames, ...alters, ...creates, ...last];
  if (undone.length > 0 || whole !== undefined) return undone;
  if (!isLeft(node) && scene.entry.outcome.changes.some(isLasting)) return undone;
  return isModelled(node) ? [] : [remark("left", `${named(statement.text)} is not undone`)];
}

function isLasting({ collection }: { readonly collection: string }): boolean {
  return ["relation", "type", "function", "schema", "other", "eventTriggers"].includes(collection);
}

/** What is undone by its own words, since the catalog does not have it or not all of it. */
function wholeOf(node: Node, scene: Scene): Undoing | undefined {
  const alone = (undos: readonly Undo[]): Undoing => ({ ...nothing, alters: undos });
  if ("CommentStmt" in node) return alone(undoComment(node.CommentStmt, scene));
  if ("GrantStmt" in node) return alone(undoGrant(node.GrantStmt, scene));
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_SCHEMA") {
    const { subname = "", newname = "" } = node.RenameStmt;
    return alone([undo(sql`ALTER SCHEMA ${ident(newname)} RENAME TO ${ident(subname)}`)]);
  }
  if ("GrantRoleStmt" in node) {
    const { is_grant: isGrant, ...rest } = node.GrantRoleStmt;
    const turned: Node = {
      GrantRoleStmt: {
        ...rest,
        ...(isGrant === true ? { behavior: "DROP_RESTRICT" as const } : { is_grant: true }),
      },
    };
    return alone(printed(turned, scene));
  }
  if ("CreateRoleStmt" in node) return alone([undo(sql`DROP ROLE ${ident(node.CreateRoleStmt.role ?? "")}`)]);
  const defined = undoDefine(node);
  return defined === undefined ? undefined : alone(printed(defined, scene));
}

function printed(node: Node, { old }: Scene): readonly Undo[] {
  const text = deparse(node, old.grammar);
  return [
    text === undefined
      ? remark("left", "a statement is not undone: the other way round it cannot be written down")
      : undo(Sql.verbatim(text.replace(/;\s*$/, ""))),
  ];
}

/** The first words of a statement, up to the first name in it. */
function named(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** Statements that change nothing lasting, or nothing that the catalog does not have. */
const modelled = [
  "VariableSetStmt",
  "VariableShowStmt",
  "TransactionStmt",
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "CopyStmt",
  "DoStmt",
  "CallStmt",
  "ExplainStmt",
  "VacuumStmt",
  "ReindexStmt",
  "ClusterStmt",
  "LockStmt",
  "TruncateStmt",
  "RefreshMatViewStmt",
  "PrepareStmt",
  "ExecuteStmt",
  "DeallocateStmt",
  "DiscardStmt",
  "NotifyStmt",
  "ListenStmt",
  "UnlistenStmt",
  "ConstraintsSetStmt",
  "CheckPointStmt",
  "LoadStmt",
  "CreateStmt",
  "CreateTableAsStmt",
  "CreateSchemaStmt",
  "CreateSeqStmt",
  "CreateExtensionStmt",
  "CreateTrigStmt",
  "CreateFunctionStmt",
  "IndexStmt",
  "ViewStmt",
  "DropStmt",
  "RenameStmt",
];

function isModelled(node: Node): boolean {
  if (Object.keys(node).some((kind) => modelled.includes(kind))) return true;
  // What a table has of the model's parts may have been so before: nothing was done then.
  return "AlterTableStmt" in node && !isLeft(node);
}

/** Attributes of columns, which the catalog has and nothing here writes back. */
function isLeft(node: Node): boolean {
  if (!("AlterTableStmt" in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).some(
    (each) => "AlterTableCmd" in each && leftCommands.includes(each.AlterTableCmd.subtype ?? ""),
  );
}

const leftCommands = [
  "AT_SetStatistics",
  "AT_SetStorage",
  "AT_SetCompression",
  "AT_SetOptions",
  "AT_ResetOptions",
];
