import type { ObjectId } from "../../catalog/ids.ts";
import { isIndex, isView, ownRowType, type Relation } from "../../catalog/relations.ts";
import type { DomainType, Type } from "../../catalog/types.ts";
import { dependentsOf } from "../objects/objects.ts";
import type { Execution } from "../execution.ts";

/** Fails with 0A000 where a stored column of another relation has this row type, be it inside of another type. */
export function refuseRowTypeUsers(execution: Execution, relation: Relation, what: "type" | "table"): void {
  const found = storedColumn(execution, ownRowType(relation));
  if (found === undefined) return;
  const verb = what === "type" ? "uses it" : "uses its row type";
  execution.fail("0A000", `cannot alter ${what} "${relation.name}" because column ${found} ${verb}`);
}

/**
 * Fails with 0A000 where the rows of a table hold values of a domain inside of others: in arrays, ranges and rows
 * (get_rels_with_domain). They cannot be checked.
 */
export function refuseNestedUsers(execution: Execution, domain: DomainType): void {
  for (const { object } of dependentsOf(execution.edit, domain.id)) {
    const found = nestedIn(execution, domain, object);
    if (found !== undefined)
      execution.fail("0A000", `cannot alter type "${domain.name}" because column ${found} uses it`);
  }
}

function nestedIn(execution: Execution, { id }: DomainType, object: ObjectId): string | undefined {
  const type = execution.edit.get("type", object);
  // A domain over the domain is checked as such.
  if (type?.kind === "domain") return undefined;
  if (type !== undefined) return columnOfType(execution, type, new Set());
  const user = execution.edit.get("relation", object);
  if (user === undefined || user.kind === "sequence" || isIndex(user)) return undefined;
  const inArray = user.columns.find(({ type: each }) => each.id === id && each.array);
  if (inArray !== undefined && isStored(user)) return `"${user.name}.${inArray.name}"`;
  const hasColumn = user.columns.some(({ type: each }) => each.id === id);
  return hasColumn ? storedColumn(execution, ownRowType(user)) : undefined;
}

/** A column with rows of its own that holds values of a type, at whatever depth (find_composite_type_dependencies). */
function storedColumn(
  execution: Execution,
  type: ObjectId,
  seen: Set<ObjectId> = new Set(),
): string | undefined {
  if (seen.has(type)) return undefined;
  seen.add(type);
  for (const { object } of dependentsOf(execution.edit, type)) {
    const over = execution.edit.get("type", object);
    const user = execution.edit.get("relation", object);
    if (user === undefined || user.kind === "sequence" || isIndex(user)) {
      const found = over === undefined ? undefined : columnOfType(execution, over, seen);
      if (found !== undefined) return found;
      continue;
    }
    const column = user.columns.find((each) => each.type.id === type);
    if (column === undefined) continue;
    if (isStored(user)) return `"${user.name}.${column.name}"`;
    const found = storedColumn(execution, ownRowType(user), seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A range brings its multirange. */
function columnOfType(execution: Execution, type: Type, seen: Set<ObjectId>): string | undefined {
  const found = storedColumn(execution, type.id, seen);
  if (found !== undefined || type.kind !== "range" || type.partner === undefined) return found;
  return storedColumn(execution, type.partner, seen);
}

/** Views, foreign tables and composite types have no rows, but row types. */
function isStored(user: Relation): boolean {
  return isView(user)
    ? user.kind === "materialized-view"
    : user.kind === "table" || user.kind === "partitioned-table";
}
