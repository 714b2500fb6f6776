import { isAssumed, isAssumedRoutine, isAssumedType } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import type { Type } from "../../catalog/types.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { Changed, membersOf } from "./changedObjects.ts";
import { createTables, createViews } from "./createGone.ts";
import { dropMade } from "./dropMade.ts";
import { inDoubt, isOpenRelation, openBefore } from "./openBefore.ts";
import { isDropped, isPassing, type Scene } from "./scene.ts";
import { undoMade } from "./undoMade.ts";
import { undoOthers } from "./undoOthers.ts";
import { undoRelation } from "./undoRelation.ts";
import { createRoutine, undoRoutine, wordFor } from "./undoRoutine.ts";
import { createType, undoType } from "./undoTypes.ts";
import { nothing, together, undo, type Undoing } from "./undo.ts";

/** The down from all that a statement did to the catalog, whatever statement it was. */
export function undoChanges(scene: Scene): Undoing {
  const { entry, now, old } = scene;
  const members = membersOf(entry);
  const isOurs = (key: string): boolean => !members.has(key) && !isPassing(scene, key);
  const relations = new Changed("relation", entry, isOurs);
  const types = new Changed("type", entry, isOurs);
  const routines = new Changed("function", entry, isOurs);
  const schemas = new Changed("schema", entry, () => true);
  const made: Undoing = {
    ...nothing,
    drops: [
      ...dropMade(
        relations.made.filter((each) => isTold(each) && !isAssumed(each.id)),
        scene,
      ),
      ...routines.made
        .filter(({ id }) => !isAssumedRoutine(id))
        .toReversed()
        .map((each) => undo(sql`DROP ${Sql.verbatim(wordFor(each))} ${now.routine(each.id)}`)),
      ...types.made
        .filter((each) => hasOwnName(each) && !isAssumedType(each.id))
        .toReversed()
        .map((each) =>
          undo(sql`DROP ${Sql.verbatim(each.kind === "domain" ? "DOMAIN" : "TYPE")} ${now.name(each)}`),
        ),
      ...schemas.made
        .filter(({ assumed }) => assumed !== true)
        .map(({ name }) => undo(sql`DROP SCHEMA ${ident(name)}`)),
    ],
  };
  const first = [
    ...schemas.gone.map(({ name }) => undo(sql`CREATE SCHEMA ${ident(name)}`)),
    ...types.gone.filter(hasOwnName).map((each) => createType(each, old)),
    ...routines.gone.map((each) => createRoutine(each, scene, false)),
  ];
  const gone = relations.gone.filter(isTold);
  return together([
    { ...nothing, creates: first },
    { ...nothing, ...createTables(gone, scene) },
    ...alteredRelations(relations, scene).map(({ before, after }) =>
      (isDropped(scene, after.id) ? undoMade : undoRelation)(before, after, scene),
    ),
    ...doubts(relations, scene),
    ...types.altered.map(({ before, after }) => undoType(before, after, scene)),
    ...routines.altered.map(({ before, after }) => undoRoutine(before, after, scene)),
    made,
    { ...nothing, creates: createViews(gone, scene) },
    undoOthers(scene),
  ]);
}

interface Altered {
  readonly before: Relation;
  readonly after: Relation;
}

/** Relations that were there before, those that no migration made among them. */
function alteredRelations({ altered, made }: Changed<"relation">, { entry }: Scene): readonly Altered[] {
  const { node } = entry.statement;
  const found = made.filter(({ id }) => isAssumed(id)).map((after) => ({ before: undefined, after }));
  return [...altered, ...found]
    .filter(({ after }) => isTold(after))
    .map(({ before, after }) => ({
      before: before === undefined || isOpenRelation(after) ? openBefore(before, after, node) : before,
      after,
    }));
}

function doubts({ altered, made }: Changed<"relation">, { entry }: Scene): readonly Undoing[] {
  const { node } = entry.statement;
  const open = altered.filter(({ after }) => isOpenRelation(after));
  const found = made.filter(({ id }) => isAssumed(id)).map((after) => ({ before: undefined, after }));
  return [...open, ...found].map(({ before, after }) => ({
    ...nothing,
    alters: inDoubt(before, after, node),
  }));
}

/** Whether it is more than a placeholder for what no statement names. */
function isTold(relation: Relation): boolean {
  return relation.unnamed !== true && relation.persistence !== "temporary";
}

/** Composite types are relations, and the type of many ranges goes with that of one. */
function hasOwnName({ kind }: Type): boolean {
  return kind !== "composite" && kind !== "multirange";
}
