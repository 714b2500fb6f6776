import { listChanges } from "../../catalog/listChanges.ts";
import { isTable, type Column } from "../../catalog/relations.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** What is different about columns that changed. */
export function columnSurprises({ old, now }: RelationChange): readonly Surprising[] {
  if (!isTable(old) || !isTable(now) || old.columns === now.columns) return [];
  const { gone, added } = listChanges(old.columns, now.columns);
  return added.flatMap((column) => {
    const known = gone.find(({ number }) => number === column.number);
    return known === undefined ? [] : changedColumn(known, column);
  });
}

function changedColumn(known: Column, column: Column): readonly Surprising[] {
  const part = column.name;
  const losesDefault =
    known.default !== undefined &&
    column.default === undefined &&
    column.identity === undefined &&
    column.generated === undefined;
  return [
    ...(losesDefault && !column.notNull ? [{ code: "null-by-default", part } as const] : []),
    ...(known.notNull && !column.notNull ? [{ code: "null-allowed", part } as const] : []),
  ];
}
