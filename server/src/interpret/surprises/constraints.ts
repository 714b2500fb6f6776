import { listChanges } from "../../catalog/listChanges.ts";
import {
  isTable,
  type Column,
  type Constraint,
  type ForeignKeyConstraint,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import { shownName } from "../effectsRecorder.ts";
import { builtinName } from "../types/typeRefs.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** Constraints that are new or have changed, and foreign keys whose columns have another type now. */
export function constraintSurprises({ before, execution, old, now }: RelationChange): readonly Surprising[] {
  if (!isTable(now)) return [];
  const known = isTable(old) ? old : undefined;
  if (known?.constraints === now.constraints && known.columns === now.columns) return [];
  const { gone, added } = listChanges(known?.constraints ?? [], now.constraints);
  const changed = added.flatMap((constraint) => {
    const was = gone.find(({ id }) => id === constraint.id);
    return was === undefined ? ofNew(constraint, known) : ofChanged(was, constraint);
  });
  return [...changed, ...narrowReferences({ before, edit: execution.edit, old: known, now })];
}

/** A table without rows has nothing that is unchecked. */
function ofNew({ kind, name, valid, enforced }: Constraint, table: Table | undefined): readonly Surprising[] {
  return kind === "check" && !valid && enforced && table !== undefined
    ? [{ code: "unchecked-rows", part: name }]
    : [];
}

function ofChanged(was: Constraint, { name, enforced }: Constraint): readonly Surprising[] {
  return was.enforced && !enforced ? [{ code: "not-enforced", part: name }] : [];
}

interface Sides {
  readonly before: Catalog;
  readonly edit: CatalogEdit;
  readonly old: Table | undefined;
  readonly now: Table;
}

/** Foreign keys of this table, and onto it, that a smaller integer type than before keeps from some keys. */
function narrowReferences({ before, edit, old, now }: Sides): readonly Surprising[] {
  const own = now.constraints.flatMap((key) =>
    key.kind === "foreign-key" ? narrowIn(key, now, edit.get("relation", key.references)) : [],
  );
  const known = new Set(
    (old?.constraints ?? []).flatMap((key) =>
      key.kind === "foreign-key" && old !== undefined
        ? narrowIn(key, old, before.get("relation", key.references)).map(({ part }) => part)
        : [],
    ),
  );
  return [...own.filter(({ part }) => !known.has(part)), ...widenedAway({ before, edit, old, now })];
}

/** Where the key itself became wider, the tables that reference it did not change. */
function widenedAway({ before, edit, old, now }: Sides): readonly Surprising[] {
  if (old === undefined || old.columns === now.columns) return [];
  return now.referencedBy.flatMap(({ table: id, constraint }) => {
    const table = edit.get("relation", id);
    const was = before.get("relation", id);
    if (!isTable(table) || !isTable(was) || table.id === now.id) return [];
    const key = table.constraints.find((each) => each.id === constraint);
    if (key?.kind !== "foreign-key") return [];
    const found = narrowIn(key, table, now);
    return found.length > narrowIn(key, was, old).length
      ? found.map((surprise) => ({ ...surprise, relation: shownName(table) }))
      : [];
  });
}

function narrowIn(
  key: ForeignKeyConstraint,
  table: Table,
  referenced: Relation | undefined,
): readonly Surprising[] {
  return narrowColumns(key, table, referenced).map(({ column }) => ({
    code: "narrow-reference",
    part: column.name,
  }));
}

export interface NarrowColumn {
  readonly column: Column;
  readonly key: Column;
}

/** The columns of a foreign key that have a smaller integer type than what they reference. */
export function narrowColumns(
  { columns, referencedColumns }: ForeignKeyConstraint,
  table: Table,
  referenced: Relation | undefined,
): readonly NarrowColumn[] {
  if (!isTable(referenced)) return [];
  return columns.flatMap((number, position) => {
    const column = table.columns.find((each) => each.number === number);
    const key = referenced.columns.find((each) => each.number === referencedColumns[position]);
    if (column === undefined || key === undefined) return [];
    const from = widths.indexOf(builtinName(column.type) ?? "");
    return from >= 0 && from < widths.indexOf(builtinName(key.type) ?? "") ? [{ column, key }] : [];
  });
}

const widths: readonly string[] = ["int2", "int4", "int8"];
