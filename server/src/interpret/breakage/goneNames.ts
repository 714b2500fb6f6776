import { listChanges } from "../../catalog/listChanges.ts";
import type { Column, Relation } from "../../catalog/relations.ts";
import { isIndex } from "../../catalog/relations.ts";
import type { Broken, Difference } from "./difference.ts";

/** Statements that name a relation which is dropped, renamed or moved fail with 42P01. */
export function goneRelations({ old, now }: Difference): readonly Broken[] {
  return isNamedByCode(old) && isGone(old, now) ? [{ code: "old-code-reads-table" }] : [];
}

/** Statements that name a column which is dropped or renamed fail with 42703. */
export function goneColumns({ old, now }: Difference): readonly Broken[] {
  if (now === undefined || columnsOf(now) === columnsOf(old)) return [];
  const { gone, added } = listChanges(columnsOf(old), columnsOf(now));
  const left = new Set(added.map(({ name }) => name));
  return gone
    .filter(({ name }) => !left.has(name))
    .map(({ name }) => ({ code: "old-code-reads-column", part: name }));
}

/** Whether no statement finds the relation under its old name. */
export function isGone(old: Relation, now: Relation | undefined): boolean {
  return now?.name !== old.name || now.schema !== old.schema;
}

export function columnsOf(relation: Relation): readonly Column[] {
  return "columns" in relation && !isIndex(relation) ? relation.columns : [];
}

/** Nobody names an index in a query, nor the sequence of a serial or identity column. */
function isNamedByCode(relation: Relation): boolean {
  if (relation.kind === "sequence") return relation.ownedBy === undefined;
  return !isIndex(relation) && relation.kind !== "composite-type";
}
