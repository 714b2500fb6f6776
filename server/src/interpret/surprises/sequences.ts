import { displayName } from "../../catalog/ids.ts";
import { listChanges } from "../../catalog/listChanges.ts";
import { isTable, type Column } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { builtinName } from "../types/typeRefs.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** A serial's sequence keeps its own type when its column becomes bigint; that of an identity column does not. */
export function integerSequences({ execution, old, now }: RelationChange): readonly Surprising[] {
  if (!isTable(old) || !isTable(now) || old.columns === now.columns) return [];
  const { gone, added } = listChanges(old.columns, now.columns);
  return added.flatMap((column): readonly Surprising[] => {
    const known = gone.find(({ number }) => number === column.number);
    const isWidened =
      known !== undefined && ["int2", "int4"].includes(nameOf(known)) && nameOf(column) === "int8";
    if (!isWidened || column.default === undefined) return [];
    return narrowSequences(execution, now.id, column).map((other) => ({
      code: "integer-sequence",
      part: column.name,
      other,
    }));
  });
}

function nameOf({ type }: Column): string {
  return builtinName(type) ?? "";
}

function narrowSequences(
  { edit }: Execution,
  table: Parameters<typeof dependentsOf>[1],
  { number }: Column,
): readonly string[] {
  return dependentsOf(edit, table).flatMap(({ object }) => {
    const sequence = edit.get("relation", object);
    if (sequence?.kind !== "sequence" || sequence.ownedBy?.column !== number) return [];
    return builtinName(sequence.type) === "int8" ? [] : [displayName(sequence)];
  });
}
