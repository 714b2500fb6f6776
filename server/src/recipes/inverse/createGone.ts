import { displayName } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Index,
  type Relation,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import { ident, sql } from "../../sql/fragment.ts";
import { asCreated, createTable } from "./createTable.ts";
import { attributesOn } from "./attributesOn.ts";
import { isOpenRelation } from "./openBefore.ts";
import type { Scene } from "./scene.ts";
import { commentsOn } from "./undoComment.ts";
import { grantsOn } from "./undoGrant.ts";
import { createIndex } from "./undoConstraints.ts";
import { publishAgain } from "./publishAgain.ts";
import { completeTable, createSequence, ownerAgain, ownSequence } from "./undoRelation.ts";
import { createParts } from "./undoTable.ts";
import { createComposite } from "./undoTypes.ts";
import { createView } from "./undoView.ts";
import type { Undo, Undoing } from "./undo.ts";

/** Makes relations again that a statement dropped, all but views. */
export function createTables(gone: readonly Relation[], scene: Scene): Pick<Undoing, "creates" | "last"> {
  const tables = inheritingLast(gone.filter(isTable));
  const sequences = gone
    .filter((each) => each.kind === "sequence")
    .filter(({ ownedBy }) => ownedBy?.identity !== true);
  const completed = tables
    .filter((table) => !isOpenRelation(table) && table.kind !== "foreign-table")
    .map((table) => completeTable(table, asCreated(table), scene));
  const dropped = new Set(gone.map(({ id }) => id));
  // The indexes of tables that are there go by themselves, after what they are on has come back.
  const indexes = gone
    .filter(isIndex)
    .filter((index) => dropped.has(index.table) && isOnTable(index, scene) && isOwn(index, dropped));
  const creates = [
    ...gone.filter((each) => each.kind === "composite-type").map((each) => createComposite(each, scene)),
    ...sequences.map((each) => createSequence(each, scene)),
    ...tables.map((each) => createTable(each, scene)),
    ...sequences
      .filter(({ ownedBy }) => ownedBy !== undefined && dropped.has(ownedBy.table))
      .flatMap((each) => ownSequence(each, scene)),
    ...indexes.map((each) => createIndex(each, scene)),
    ...completed.flatMap(({ alters, creates }) => [...alters, ...creates]),
    ...[...sequences, ...tables.filter((table) => !isOpenRelation(table))].flatMap((each) =>
      said(each, scene),
    ),
  ];
  return { creates, last: completed.flatMap(({ last }) => last) };
}

/** Makes indexes and sequences of tables that stayed, and then views, again. */
export function createViews(gone: readonly Relation[], scene: Scene): readonly Undo[] {
  const dropped = new Set(gone.map(({ id }) => id));
  const indexes = gone.filter(isIndex).filter((index) => isOwn(index, dropped));
  return [
    ...gone
      .filter((each) => each.kind === "sequence")
      .filter(({ ownedBy }) => ownedBy !== undefined && !ownedBy.identity && !dropped.has(ownedBy.table))
      .flatMap((each) => ownSequence(each, scene)),
    ...indexes.filter((index) => !dropped.has(index.table)).map((each) => createIndex(each, scene)),
    ...gone
      .filter(isView)
      .toReversed()
      .flatMap((view) => [
        createView(view, scene, false),
        ...defaultsOf(view, scene),
        ...createParts(view, { ...view, triggers: [], rules: [] }, scene),
        ...indexes.filter(({ table }) => table === view.id).map((each) => createIndex(each, scene)),
        ...ownerAgain(view, scene),
        ...said(view, scene),
      ]),
  ];
}

/** Of the columns of a view, by which INSERT through it fills what it leaves out. */
function defaultsOf(view: View, { old }: Scene): readonly Undo[] {
  return view.columns.flatMap(({ name, default: value }) =>
    value === undefined
      ? []
      : [
          old.write(
            `the default of ${displayName(view)}.${name}`,
            () =>
              sql`ALTER VIEW ${old.name(view)} ALTER COLUMN ${ident(name)} SET DEFAULT ${old.expression(value)}`,
          ),
        ],
  );
}

/** What other statements said of a relation that is none of its parts. */
function said(relation: Relation, scene: Scene): readonly Undo[] {
  const more = isTable(relation)
    ? [...attributesOn(relation, relation.columns, scene), ...publishAgain(relation, scene)]
    : [];
  return [...commentsOn(relation, scene), ...more, ...grantsOn(relation, scene)];
}

function isOnTable({ table }: Index, { entry }: Scene): boolean {
  return isTable(entry.before.get("relation", table));
}

/** Neither a constraint's nor a part of an index that is made again itself. */
function isOwn({ constraint, parent }: Index, dropped: ReadonlySet<string>): boolean {
  return constraint === undefined && (parent === undefined || !dropped.has(parent));
}

/** Parents before what inherits from them. */
function inheritingLast(tables: readonly Table[]): readonly Table[] {
  const done = new Set<string>();
  const known = new Map(tables.map((table) => [table.id, table]));
  const found: Table[] = [];
  const visit = (table: Table): void => {
    if (done.has(table.id)) return;
    done.add(table.id);
    for (const id of table.parents) {
      const parent = known.get(id);
      if (parent !== undefined) visit(parent);
    }
    found.push(table);
  };
  tables.forEach(visit);
  return found;
}
