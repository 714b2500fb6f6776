import type { Dependent } from "../../catalog/collections.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import { beginReaders } from "../../catalog/readers.ts";
import { nameKey, type ObjectId, type QualifiedName, type RelationId } from "../../catalog/ids.ts";
import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import { byteLength, clip, nameBytes } from "../../sql/nameBytes.ts";
import { followUses } from "../drop/usedObjects.ts";
import type { Execution } from "../execution.ts";

/** An id for a new relation of this name. */
export function newRelationId(edit: CatalogEdit, name: QualifiedName): RelationId {
  return edit.fresh(`relation:${name.schema}.${name.name}`);
}

/** Enters a new relation. Fails with 42P07 where its name is taken; its locks and work are no longer listed. */
export function createRelation(execution: Execution, relation: Relation): void {
  refuseTakenName(execution, relation);
  const { edit } = execution;
  edit.put({ collection: "relationName", key: nameKey(relation), value: relation.id });
  edit.put({ collection: "relation", key: relation.id, value: relation });
  followUses(edit, undefined, relation);
  beginReaders(edit, relation);
  execution.recorder.created(relation.id);
}

export function refuseTakenName(execution: Execution, name: QualifiedName): void {
  if (execution.edit.get("relationName", nameKey(name)) !== undefined)
    execution.fail("42P07", `relation "${name.name}" already exists`);
}

/** Stores a changed relation under its id; its name must be unchanged (see `renameRelation`). */
export function replaceRelation(edit: CatalogEdit, relation: Relation): void {
  followUses(edit, edit.get("relation", relation.id), relation);
  edit.put({ collection: "relation", key: relation.id, value: relation });
}

/** Changes a table as it is now, and returns it changed. */
export function updateTable(edit: CatalogEdit, id: RelationId, change: (table: Table) => Table): Table {
  const relation = edit.get("relation", id);
  if (!isTable(relation)) throw new TypeError(`${id} is not a table of the catalog`);
  const changed = change(relation);
  if (changed !== relation) replaceRelation(edit, changed);
  return changed;
}

/** Gives a relation another name or schema. The caller has checked that the name is free. */
export function renameRelation(edit: CatalogEdit, relation: Relation, to: QualifiedName): void {
  noteGone(edit, relation);
  edit.put({ collection: "relationName", key: nameKey(relation), value: undefined });
  edit.put({ collection: "relationName", key: nameKey(to), value: relation.id });
  replaceRelation(edit, { ...relation, schema: to.schema, name: to.name });
}

/** Whoever looks for a name later knows that it is gone, also where it was itself given by renaming. */
function noteGone(edit: CatalogEdit, { schema, name }: Relation): void {
  const known = `relation:${schema}.${name}`;
  if (edit.get("generation", known) === undefined)
    edit.put({ collection: "generation", key: known, value: 0 });
}

/** Takes a relation out: entry, name, and the list of its dependents. Its references to others stay to the caller. */
export function removeRelation(edit: CatalogEdit, relation: Relation): void {
  noteGone(edit, relation);
  edit.put({ collection: "relationName", key: nameKey(relation), value: undefined });
  edit.put({ collection: "relation", key: relation.id, value: undefined });
  followUses(edit, relation, undefined);
  if (edit.get("dependents", relation.id) !== undefined)
    edit.put({ collection: "dependents", key: relation.id, value: undefined });
}

export function dependentsOf(edit: CatalogEdit, on: ObjectId): readonly Dependent[] {
  return edit.get("dependents", on) ?? [];
}

/** Notes that an object depends on another; the same object once per strength and columns. */
export function addDependent(edit: CatalogEdit, on: ObjectId, dependent: Dependent): void {
  edit.put({ collection: "dependents", key: on, value: [...dependentsOf(edit, on), dependent] });
}

/** Forgets every dependency of one object on another. */
export function removeDependent(edit: CatalogEdit, on: ObjectId, object: ObjectId): void {
  const now = dependentsOf(edit, on);
  const left = now.filter((dependent) => dependent.object !== object);
  if (left.length === now.length) return;
  edit.put({ collection: "dependents", key: on, value: left.length === 0 ? undefined : left });
}

/**
 * A name for an object that the server names itself (ChooseRelationName, makeObjectName): `parts` joined with `_`,
 * shortened to 63 bytes from the longer of the first two, and numbered until it is free.
 */
export function chooseName(
  first: string,
  second: string | undefined,
  label: string,
  taken: (name: string) => boolean,
): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (!taken(name)) return name;
  }
}

function objectName(first: string, second: string | undefined, label: string): string {
  const overhead = (second === undefined ? 0 : 1) + byteLength(label) + 1;
  let one = byteLength(first);
  let two = second === undefined ? 0 : byteLength(second);
  while (one + two > nameBytes - overhead) {
    if (one > two) one--;
    else two--;
  }
  const parts = [clip(first, one), ...(second === undefined ? [] : [clip(second, two)]), label];
  return parts.join("_");
}
