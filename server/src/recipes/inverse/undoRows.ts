import type { Scene } from "./scene.ts";
import { undoInsert } from "./undoInsert.ts";
import { nothing, remark, type Undo, type Undoing } from "./undo.ts";

/** What a statement does to rows that were there before the migration does not come back, and is said. */
export function undoRows(scene: Scene): Undoing {
  const { outcome, statement } = scene.entry;
  const { node } = statement;
  if (node !== undefined && "InsertStmt" in node) {
    const undone = undoInsert(node.InsertStmt, scene);
    if (undone !== undefined) return { ...nothing, alters: undone };
  }
  const said = new Map<string, Undo>();
  for (const { code, relation, loses } of outcome.effects.destroys)
    if (code === "rows" && loses === "data" && relation !== undefined && isOlder(relation.id, scene))
      said.set(relation.name, remark("lost", `${deleted(statement.kind)} ${relation.name} are gone`));
  if (changesRows.includes(statement.kind))
    for (const { relation, mode } of outcome.effects.locks)
      if (mode === "ROW EXCLUSIVE" && isOlder(relation.id, scene) && !said.has(relation.name))
        said.set(relation.name, remark("lost", changed(statement.kind, relation.name)));
  return { ...nothing, alters: [...said.values()] };
}

const changesRows = [
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "CopyStmt",
  "SelectStmt",
  "DoStmt",
  "CallStmt",
];

function isOlder(id: string, { section }: Scene): boolean {
  return !section.madeAt.has(id) && !id.startsWith("relation:pg_temp.");
}

function deleted(kind: string): string {
  return kind === "TruncateStmt" ? "the rows of" : "the rows deleted from";
}

function changed(kind: string, name: string): string {
  switch (kind) {
    case "InsertStmt":
    case "CopyStmt":
      return `the rows that were added to ${name} stay`;
    case "UpdateStmt":
      return `the values that were overwritten in ${name} are gone`;
    case "DeleteStmt":
      return `the rows deleted from ${name} are gone`;
    default:
      return `what was done to the rows of ${name} stays`;
  }
}
