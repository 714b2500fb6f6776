import { replacedWrites } from "./replacedWrites.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { nameKey, type RelationId, type TypeId } from "../../catalog/ids.ts";
import { listChanges } from "../../catalog/listChanges.ts";
import { isTable, type ForeignKeyConstraint, type Relation } from "../../catalog/relations.ts";
import type { Breakage } from "../effects.ts";
import { shownName } from "../effectsRecorder.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { cachedPlans } from "./cachedPlans.ts";
import { goneColumns, goneRelations } from "./goneNames.ts";
import { hiddenRows } from "./hiddenRows.ts";
import { leftParents } from "./leftParents.ts";
import { stoppedWrites } from "./stoppedWrites.ts";
import { lostKeys } from "./lostKeys.ts";
import { newlyRequired } from "./newlyRequired.ts";
import { newRules } from "./newRules.ts";
import { newTypes } from "./newTypes.ts";
import type { Broken, Difference, WrittenKeys } from "./difference.ts";

const kinds: readonly ((difference: Difference) => readonly Broken[])[] = [
  goneRelations,
  goneColumns,
  newlyRequired,
  newRules,
  newTypes,
  lostKeys,
  hiddenRows,
  leftParents,
  replacedWrites,
  stoppedWrites,
  cachedPlans,
];

/**
 * What a statement breaks for the application version now running: code written for the catalog before it, run on the
 * catalog after it. Nothing here asks which statement it was, so whatever takes a default, a domain's constraint or a
 * partition away breaks the same as the statement made for it.
 */
export function breakagesOf(before: Catalog, execution: Execution): readonly Breakage[] {
  const written = writtenKeys(before, execution);
  return affected(before, execution, written).flatMap((old) => {
    if (old.persistence === "temporary") return [];
    const now = execution.edit.get("relation", old.id);
    const successor = successorOf(execution, old);
    const relation = shownName(old);
    const found =
      successor === undefined
        ? kinds.flatMap((kind) => kind({ before, execution, old, now, written }))
        : [goneColumns, cachedPlans].flatMap((kind) =>
            kind({ before, execution, old, now: successor, written }),
          );
    return found.map((broken) => ({ ...broken, relation }));
  });
}

/** Another relation that statements find under the name now. */
function successorOf({ edit }: Execution, old: Relation): Relation | undefined {
  const id = edit.get("relationName", nameKey(old));
  return id === undefined || id === old.id ? undefined : edit.get("relation", id);
}

/** The relations that changed themselves, those they reference, and those with a column of a type that changed. */
function affected(before: Catalog, execution: Execution, written: WrittenKeys): readonly Relation[] {
  const ids = new Set<string>();
  for (const { collection, key } of execution.edit.changes)
    if (collection === "relation") ids.add(key);
    else if (collection === "type") for (const id of usersOf(before, execution, key)) ids.add(id);
    else if (collection === "function") for (const id of firedOn(execution, key)) ids.add(id);
  // A new foreign key concerns those who delete from the other table.
  for (const id of written.keys()) ids.add(id);
  return [...ids].flatMap((id) => {
    const old = before.get("relation", id);
    return old === undefined ? [] : [old];
  });
}

/** The tables with a trigger of a function. */
function firedOn({ edit }: Execution, key: string): readonly RelationId[] {
  const routine = edit.get("function", key);
  if (routine?.returnsTrigger !== true) return [];
  return dependentsOf(edit, routine.id).flatMap(({ object }) => edit.get("relation", object)?.id ?? []);
}

function writtenKeys(before: Catalog, { edit }: Execution): WrittenKeys {
  const found = new Map<RelationId, { table: RelationId; key: ForeignKeyConstraint }[]>();
  for (const { collection, key: id } of edit.changes) {
    const table = collection === "relation" ? edit.get("relation", id) : undefined;
    if (!isTable(table)) continue;
    const old = before.get("relation", id);
    for (const key of listChanges(isTable(old) ? old.constraints : [], table.constraints).added) {
      if (key.kind !== "foreign-key" || edit.get("relation", key.references) === undefined) continue;
      const known = found.get(key.references);
      if (known === undefined) found.set(key.references, [{ table: table.id, key }]);
      else known.push({ table: table.id, key });
    }
  }
  return found;
}

function usersOf(before: Catalog, execution: Execution, key: string): readonly RelationId[] {
  const type = before.get("type", key);
  if (type === undefined) return [];
  return usersOfType(execution, type.id);
}

/** Relations with a column of the type, or of a domain over it. */
function usersOfType(execution: Execution, type: TypeId): readonly RelationId[] {
  return dependentsOf(execution.edit, type).flatMap(({ object }) => {
    const relation = execution.edit.get("relation", object);
    if (relation !== undefined) return [relation.id];
    const over = execution.edit.get("type", object);
    return over?.kind === "domain" ? usersOfType(execution, over.id) : [];
  });
}
