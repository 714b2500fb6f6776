import type { Dependent } from "../../catalog/collections.ts";
import type { Routine } from "../../catalog/functions.ts";
import type { ObjectId } from "../../catalog/ids.ts";
import { isView, type Relation } from "../../catalog/relations.ts";
import type { Type } from "../../catalog/types.ts";
import { usedByType, usedObjects } from "../../interpret/drop/usedObjects.ts";
import { usedByRoutine } from "../../interpret/functions/enterRoutine.ts";
import { otherKey } from "../../interpret/objects/otherObjects.ts";
import type { Live } from "./live.ts";

/** What depends on what, from the objects themselves, as every edit of the interpreter keeps it. */
export function liveDependents(
  live: Live,
  relations: readonly Relation[],
  types: readonly Type[],
  routines: readonly Routine[],
): ReadonlyMap<ObjectId, readonly Dependent[]> {
  const found = new Map<ObjectId, Dependent[]>();
  const add = (on: ObjectId, object: ObjectId, rest: Omit<Dependent, "object">): void => {
    const list = found.get(on) ?? [];
    list.push({ object, ...rest });
    found.set(on, list);
  };
  for (const relation of relations) {
    for (const used of usedObjects(relation)) add(used, relation.id, normal);
    if (isView(relation))
      for (const { relation: read, columns } of relation.reads)
        add(read, relation.id, { columns, strength: "normal" });
    if (relation.kind === "sequence" && relation.ownedBy !== undefined)
      add(relation.ownedBy.table, relation.id, { columns: [relation.ownedBy.column], strength: "auto" });
  }
  for (const type of types) for (const used of usedByType(type)) add(used, type.id, normal);
  for (const routine of routines) for (const used of usedByRoutine(routine)) add(used, routine.id, normal);
  addBodies(live, add);
  addOthers(live, add);
  return found;
}

type Add = (on: ObjectId, object: ObjectId, rest: Omit<Dependent, "object">) => void;

const normal = { columns: [], strength: "normal" } as const;
const auto = { columns: [], strength: "auto" } as const;

/** A body in SQL-standard form depends on what it reads. */
function addBodies(live: Live, add: Add): void {
  for (const row of live.rows.routines) {
    if (!row.atomic) continue;
    for (const [relation, columns] of live.dependencies.reads("pg_proc", row.oid))
      add(live.names.relation(relation), live.names.routine(row.oid), { columns, strength: "normal" });
  }
}

function addOthers(live: Live, add: Add): void {
  for (const { catalog, oid, kind, name, relation, columns } of live.rows.others) {
    const key = otherKey(kind, name);
    if (kind === "statistics object" && relation !== null) {
      const reads = live.dependencies.reads(catalog, oid).get(relation) ?? columns;
      add(live.names.relation(relation), key, { columns: reads, strength: "auto" });
      for (const used of live.dependencies.uses(catalog, oid)) add(used, key, normal);
    }
    if (kind === "publication" && relation !== null && columns.length > 0)
      add(live.names.relation(relation), key, { columns, strength: "normal" });
    if (kind === "event trigger")
      for (const used of live.dependencies.uses(catalog, oid)) add(used, key, normal);
  }
  for (const { kind, name, on_kind, on_name } of live.rows.foreign)
    if (on_kind !== null && on_name !== null) add(otherKey(on_kind, on_name), otherKey(kind, name), normal);
  for (const { catalog, object, extension } of live.rows.members) {
    const member = memberOf(live, catalog, object);
    if (member !== undefined) add(otherKey("extension", extension), member, auto);
  }
}

/** What goes with its extension, where the model has it. */
function memberOf(live: Live, catalog: string, object: number): ObjectId | undefined {
  if (catalog === "pg_type") {
    const row = live.rows.types.find(({ oid }) => oid === object);
    return row?.element === null ? live.names.ownType(object) : undefined;
  }
  if (catalog === "pg_foreign_data_wrapper") {
    const row = live.rows.foreign.find(({ oid, ...other }) => other.catalog === catalog && oid === object);
    return row === undefined ? undefined : otherKey(row.kind, row.name);
  }
  if (catalog === "pg_proc") return live.names.ownRoutine(object);
  if (catalog !== "pg_class" || live.names.kindOf(object) === undefined) return undefined;
  return live.names.relation(object);
}
