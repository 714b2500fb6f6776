import { comment, commentOn } from "./comment.ts";
import { define } from "./define.ts";
import { alterSequence, createSequence } from "./sequences.ts";
import { on, type Registration } from "../registry.ts";

/** Sequences, what CREATE and ALTER define by options, comments and labels. */
export const objectsStatements: readonly Registration[] = [
  on("CreateSeqStmt", createSequence),
  on("AlterSeqStmt", alterSequence),
  on("DefineStmt", define),
  on("CommentStmt", comment),
  on("SecLabelStmt", (execution, { objtype, object }) =>
    commentOn(execution, objtype ?? "OBJECT_TABLE", object),
  ),
];
