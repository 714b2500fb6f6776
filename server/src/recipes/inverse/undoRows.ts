import type { RelationId } from "../../catalog/ids.ts";
import { columnNamed, isTable } from "../../catalog/relations.ts";
import { relationIdOf, type Scene } from "./scene.ts";
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
      if (
        mode === "ROW EXCLUSIVE" &&
        isOlder(relation.id, scene) &&
        !said.has(relation.name) &&
        !fillsNewColumns(relation.id, scene)
      )
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

/** Whether an UPDATE sets nothing but columns that the migration has added: they go with what it wrote into them. */
function fillsNewColumns(id: RelationId, scene: Scene): boolean {
  const { statement, before } = scene.entry;
  const { node } = statement;
  if (node === undefined || !("UpdateStmt" in node)) return false;
  const { relation, targetList = [] } = node.UpdateStmt;
  if (relation === undefined || relationIdOf(before, relation) !== id) return false;
  const old = scene.section.start.get("relation", id);
  const now = before.get("relation", id);
  if (!isTable(old) || !isTable(now) || old.open === true) return false;
  // What a trigger sets besides is not known here.
  if (now.triggers.some(({ timing, events }) => timing === "before" && events.includes("update")))
    return false;
  return targetList.every((target) => {
    const name = "ResTarget" in target ? target.ResTarget.name : undefined;
    const column = name === undefined ? undefined : columnNamed(now, name);
    return column !== undefined && !old.columns.some(({ number }) => number === column.number);
  });
}

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
