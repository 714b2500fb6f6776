import { displayName } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Relation,
  type Sequence,
  type Table,
} from "../../catalog/relations.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { asWritten } from "./asWritten.ts";
import { writes } from "./definitions.ts";
import type { Scene } from "./scene.ts";
import { undoTable } from "./undoTable.ts";
import { undoOptions, wordFor } from "./undoTableState.ts";
import { undoComposite } from "./undoTypes.ts";
import { undoView } from "./undoView.ts";
import { nothing, remark, together, undo, type Undo, type Undoing } from "./undo.ts";

/** A relation that was there before a statement and is there after it. */
export function undoRelation(before: Relation, after: Relation, scene: Scene): Undoing {
  const own: Undoing = {
    ...nothing,
    renames: rename(before, after, scene),
    alters: [...undoOptions(before, after, scene), ...undoOwner(before, after, scene)],
  };
  // The parts go by the relation's new name until it has its old one.
  return together([partsOf(before, after, scene), own]);
}

function partsOf(before: Relation, after: Relation, scene: Scene): Undoing {
  if (isTable(before) && isTable(after)) return undoTable(before, after, scene);
  if (isView(before) && isView(after)) return undoView(before, after, scene);
  if (before.kind === "composite-type" && after.kind === "composite-type")
    return undoComposite(before, after, scene);
  if (before.kind === "sequence" && after.kind === "sequence") return undoSequence(before, after, scene);
  return nothing;
}

function rename(before: Relation, after: Relation, { now, old }: Scene): readonly Undo[] {
  const word = Sql.verbatim(wordFor(before));
  return [
    ...(before.schema === after.schema || followsTable(before, after)
      ? []
      : [undo(sql`ALTER ${word} ${now.name(after)} SET SCHEMA ${ident(before.schema)}`)]),
    ...(before.name === after.name || isOfConstraint(before, { now, old })
      ? []
      : [
          undo(
            sql`ALTER ${word} ${now.name({ ...after, schema: before.schema })} RENAME TO ${ident(before.name)}`,
          ),
        ]),
  ];
}

/** Indexes and the sequences of columns are where their tables are. */
function followsTable(before: Relation, after: Relation): boolean {
  return isIndex(before) || (after.kind === "sequence" && after.ownedBy !== undefined);
}

/** Whether an index has got its name from its constraint, with which it gets the old one back. */
function isOfConstraint(index: Relation, { now }: Pick<Scene, "now" | "old">): boolean {
  if (!isIndex(index)) return false;
  const is = now.catalog.get("relation", index.id);
  return isIndex(is) && is.constraint !== undefined;
}

function undoOwner(before: Relation, after: Relation, scene: Scene): readonly Undo[] {
  if (before.owner === after.owner || isIndex(before) || isOwnedSequence(before)) return [];
  if (before.owner === undefined)
    return [
      remark("left", `${displayName(before)} keeps its new owner: the migrations do not tell the old one`),
    ];
  return ownerAgain(before, scene);
}

function isOwnedSequence(relation: Relation): boolean {
  return relation.kind === "sequence" && relation.ownedBy !== undefined;
}

function undoSequence(before: Sequence, after: Sequence, scene: Scene): Undoing {
  const alter = sql`ALTER SEQUENCE ${scene.old.name(before)}`;
  const [was, is] = [before.ownedBy, after.ownedBy];
  const isSameOwner = was?.table === is?.table && was?.column === is?.column;
  const table = was === undefined ? undefined : scene.old.catalog.get("relation", was.table);
  const owner = (): Sql =>
    was === undefined || table === undefined
      ? Sql.verbatim("NONE")
      : sql`${scene.old.relation(was.table)}.${scene.old.column(table, was.column)}`;
  return {
    ...nothing,
    alters: [
      ...(isSameOwner || was?.identity === true || is?.identity === true
        ? []
        : [scene.old.write(displayName(before), () => sql`${alter} OWNED BY ${owner()}`)]),
      ...(before.type.id === after.type.id || was?.identity === true
        ? []
        : [scene.old.write(displayName(before), () => sql`${alter} AS ${scene.old.type(before.type)}`)]),
    ],
  };
}

/** CREATE SEQUENCE for one that was dropped; what a `serial` made has the values of a new one. */
export function createSequence(sequence: Sequence, scene: Scene): Undo {
  const what = `the sequence ${displayName(sequence)}`;
  const { definitions, old } = scene;
  const source = definitions.last("CreateSeqStmt", (each) => writes(each, "relation", sequence.id));
  if (source !== undefined)
    return asWritten({ what, source, respell: (node) => node, remarks: [gone(what)] }, scene);
  return old.write(
    what,
    () => sql`CREATE SEQUENCE ${old.name(sequence)} AS ${old.type(sequence.type)}`,
    gone(what),
  );
}

function gone(what: string) {
  return { kind: "lost", words: `${what} starts from the beginning` } as const;
}

/** `OWNED BY` for a sequence, once its table is there. */
export function ownSequence(sequence: Sequence, scene: Scene): readonly Undo[] {
  const { ownedBy } = sequence;
  if (ownedBy === undefined) return [];
  const free = { ...sequence };
  delete free.ownedBy;
  return undoSequence(sequence, free, scene).alters;
}

/** What a table that was made again still lacks of the table that was. */
export function completeTable(before: Table, made: Table, scene: Scene): Undoing {
  const parts = undoTable(before, made, scene);
  return { ...parts, alters: [...parts.alters, ...ownerAgain(before, scene)] };
}

/** The owner of a relation that was made again, where the migrations tell it. */
export function ownerAgain(relation: Relation, { old }: Scene): readonly Undo[] {
  const { owner } = relation;
  return owner === undefined
    ? []
    : [undo(sql`ALTER ${Sql.verbatim(wordFor(relation))} ${old.name(relation)} OWNER TO ${ident(owner)}`)];
}
