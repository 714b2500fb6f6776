import { displayName } from "../../catalog/ids.ts";
import { isIndex, isTable, isView, type Relation } from "../../catalog/relations.ts";
import { sql, Sql } from "../../sql/fragment.ts";
import { goesAlong } from "./changedObjects.ts";
import { isDropped, type Scene } from "./scene.ts";
import { wordFor } from "./undoTableState.ts";
import { undo, type Remark, type Undo } from "./undo.ts";

/** Drops relations that a statement made; what goes with another is not named. */
export function dropMade(made: readonly Relation[], scene: Scene): readonly Undo[] {
  const { before, after } = scene.entry;
  const tables = new Set(made.map(({ id }) => id));
  const goesWithTable = (relation: Relation): boolean => {
    if (isIndex(relation)) return isDropped(scene, relation.table);
    if (!isTable(relation) || relation.bound === undefined) return false;
    return relation.parents.some(
      (id) => tables.has(id) || (isDropped(scene, id) && staysPartition(relation.id, id, scene)),
    );
  };
  return made
    .filter((relation) => !goesAlong(relation, after, before) && !goesWithTable(relation))
    .toReversed()
    .sort((one, other) => rank(one) - rank(other))
    .map((relation) => {
      const concurrently = isIndex(relation) && scene.concurrently ? "CONCURRENTLY " : "";
      return undo(
        sql`DROP ${Sql.verbatim(`${wordFor(relation)} ${concurrently}`)}${scene.now.name(relation)}`,
        ...doubtOf(relation),
      );
    });
}

/** CREATE TABLE IF NOT EXISTS in a history that does not begin with an empty database. */
function doubtOf(relation: Relation): readonly Remark[] {
  if (relation.older === undefined) return [];
  return [
    { kind: "note", words: `drops ${displayName(relation)} also where it was there before the migration` },
  ];
}

function staysPartition(id: Relation["id"], parent: Relation["id"], { section }: Scene): boolean {
  const partition = section.end.get("relation", id);
  return isTable(partition) && partition.bound !== undefined && partition.parents.includes(parent);
}

/** What is dropped first: views stand on tables. */
function rank(relation: Relation): number {
  return isView(relation) ? 0 : isIndex(relation) ? 1 : isTable(relation) ? 2 : 3;
}
