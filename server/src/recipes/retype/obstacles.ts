import { displayName } from "../../catalog/ids.ts";
import { isTable } from "../../catalog/relations.ts";
import {
  dependentOn,
  indexesOn,
  isConstrained,
  isSpecial,
  mentions,
  ofTable,
} from "../transition/obstacles.ts";
import type { RetypeTarget } from "./target.ts";

/** The first thing that cannot be carried over to a column of another type, in words; undefined where all can. */
export function retypeObstacle(target: RetypeTarget): string | undefined {
  return ofTable(target) ?? ofParts(target) ?? ofIncoming(target) ?? dependentOn(target);
}

function ofParts({ table, column, after, from, catalog }: RetypeTarget): string | undefined {
  const { number } = column;
  if (column.generated !== undefined)
    return `${from} is generated, so nobody writes it and it cannot be filled.`;
  if (isConstrained(catalog, after.type))
    return `The new type of ${from} is a domain with constraints: adding a column of it rewrites the table.`;
  const constraint = table.constraints.find(
    (each) => mentions(each, number) && (each.kind === "exclusion" || !each.enforced),
  );
  if (constraint !== undefined)
    return `${from} is part of the constraint ${constraint.name}, which cannot be built beside the old one.`;
  const special = indexesOn(catalog, table, number).find((index) => isSpecial(table, index));
  if (special !== undefined)
    return `The index ${special.name} is the table's replica identity, or the one it is clustered on.`;
  const distinct = indexesOn(catalog, table, number).find(({ nullsNotDistinct }) => nullsNotDistinct);
  return distinct === undefined
    ? undefined
    : `The index ${distinct.name} is NULLS NOT DISTINCT, and on the old column NULL stands for what its type cannot hold.`;
}

function ofIncoming({ table, column, from, catalog }: RetypeTarget): string | undefined {
  for (const relation of catalog.all("relation").values()) {
    if (!isTable(relation)) continue;
    for (const key of relation.constraints) {
      const refers = key.kind === "foreign-key" && key.references === table.id;
      if (!refers || !key.referencedColumns.includes(column.number)) continue;
      const primary = table.constraints.find(({ kind }) => kind === "primary-key");
      const isPrimary = primary?.kind === "primary-key" && primary.index === key.index;
      if (!isPrimary)
        return `The foreign key ${key.name} of ${displayName(relation)} refers to ${from} through a unique index that is not the primary key's.`;
      if (relation.id === table.id && key.columns.includes(column.number))
        return `The foreign key ${key.name} leads from ${from} to itself.`;
      if (relation.kind !== "table" || relation.parents.length > 0 || relation.children.length > 0)
        return `The foreign key ${key.name} belongs to ${displayName(relation)}, which is partitioned or inherits, and could not be added NOT VALID.`;
    }
  }
  return undefined;
}
