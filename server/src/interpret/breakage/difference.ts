import type { Catalog } from "../../catalog/catalog.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { listChanges } from "../../catalog/listChanges.ts";
import type { Column, ForeignKeyConstraint, Relation } from "../../catalog/relations.ts";
import type { Breakage } from "../effects.ts";
import type { Execution } from "../execution.ts";

/** A relation that the running application may use, before a statement and after it. */
export interface Difference {
  /** The catalog that the running application was written for. */
  readonly before: Catalog;
  /** The statement when it is done; its edit has the catalog after it. */
  readonly execution: Execution;
  readonly old: Relation;
  /** The relation now; undefined where it is gone. */
  readonly now: Relation | undefined;
  /** The foreign keys that the statement wrote, by the table that they refer to. */
  readonly written: WrittenKeys;
}

export type WrittenKeys = ReadonlyMap<
  RelationId,
  readonly { readonly table: RelationId; readonly key: ForeignKeyConstraint }[]
>;

/** One way in which a difference breaks the running application. */
export type Broken = Pick<Breakage, "code" | "part" | "stopped">;

/** A column that is there now, and what it was before. */
export interface ColumnChange {
  readonly known: Column | undefined;
  readonly column: Column;
}

/**
 * The columns of which something may be different now: those that changed themselves, and all where the statement
 * changed a type that they may be of.
 */
export function columnChanges(
  { execution }: Pick<Difference, "execution">,
  old: readonly Column[],
  now: readonly Column[],
): readonly ColumnChange[] {
  const { gone, added } = listChanges(old, now);
  const before = new Map(gone.map((column) => [column.number, column]));
  const changes = added.map((column) => ({ known: before.get(column.number), column }));
  if (!execution.edit.hasChanged("type")) return changes;
  const isAdded = new Set(added);
  return now.map((column) => ({
    known: isAdded.has(column) ? before.get(column.number) : column,
    column,
  }));
}
