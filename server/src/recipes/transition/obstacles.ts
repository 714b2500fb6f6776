import {
  isIndex,
  isTable,
  isView,
  type Constraint,
  type Index,
  type Table,
} from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import type { ColumnTarget } from "./target.ts";

/** The first thing that cannot be carried over to a new column, in words; undefined where all can. */
export function obstacle(target: ColumnTarget): string | undefined {
  return ofTable(target) ?? ofColumn(target) ?? ofParts(target) ?? ofOthers(target);
}

export function ofTable({ table, from }: ColumnTarget): string | undefined {
  const name = displayName(table);
  if (table.kind !== "table")
    return `${name} is partitioned or foreign; its columns cannot be carried over yet.`;
  if (table.parents.length > 0 || table.children.length > 0)
    return `${name} inherits or is inherited from, and ${from} would have to be carried over in all of those tables.`;
  if (table.ofType !== undefined) return `${name} is made OF a type; rename the type's attribute instead.`;
  if (table.rowSecurity.forced)
    return `${name} forces row level security on its owner, so a backfill might not see every row.`;
  if (table.rules.length > 0) return `${name} has rules, and rules are written down with the column's name.`;
  return undefined;
}

function ofColumn({ table, column, from, catalog }: ColumnTarget): string | undefined {
  const { number } = column;
  if (column.identity !== undefined)
    return `${from} is an identity column; a second column cannot share its sequence.`;
  if (column.generated !== undefined)
    return `${from} is generated, so nobody writes it and it cannot be filled.`;
  const reader = table.columns.find(({ generated }) => generated?.expression.columns.includes(number));
  if (reader !== undefined) return `The generated column ${reader.name} is computed from ${from}.`;
  if (isConstrained(catalog, column.type))
    return `The type of ${from} is a domain with constraints: adding a column of it rewrites the table.`;
  return undefined;
}

export function isConstrained(catalog: Catalog, { id }: TypeRef): boolean {
  const type = catalog.get("type", id);
  if (type?.kind !== "domain") return false;
  return type.constraints.length > 0 || type.default !== undefined || isConstrained(catalog, type.base);
}

function ofParts({ table, column, from, catalog }: ColumnTarget): string | undefined {
  const { number } = column;
  const constraint = table.constraints.find((each) => isFixed(each, number));
  if (constraint !== undefined)
    return `${from} is part of the ${constraint.kind.replace("-", " ")} ${constraint.name}, which cannot be built beside the old one.`;
  const policy = table.policies.find(
    ({ using, check }) =>
      using?.columns.includes(number) === true || check?.columns.includes(number) === true,
  );
  if (policy !== undefined) return `The policy ${policy.name} reads ${from}.`;
  const trigger = table.triggers.find(({ columns }) => columns.includes(number));
  if (trigger !== undefined) return `The trigger ${trigger.name} names ${from} in UPDATE OF or WHEN.`;
  const special = indexesOn(catalog, table, number).find((index) => isSpecial(table, index));
  if (special !== undefined)
    return `The index ${special.name} is the table's replica identity, or the one it is clustered on.`;
  return undefined;
}

function isFixed(constraint: Constraint, number: number): boolean {
  if (!constraint.enforced && mentions(constraint, number)) return true;
  return (
    (constraint.kind === "primary-key" || constraint.kind === "exclusion") &&
    constraint.columns.includes(number)
  );
}

export function isSpecial(table: Table, index: Index): boolean {
  const identity = table.replicaIdentity;
  return table.clusteredOn === index.id || (typeof identity === "object" && identity.index === index.id);
}

function ofOthers({ table, column, from, catalog }: ColumnTarget): string | undefined {
  const { number } = column;
  for (const relation of catalog.all("relation").values()) {
    if (isView(relation)) {
      const read = relation.reads.find((each) => each.relation === table.id);
      if (read !== undefined && (relation.opaque || read.columns.includes(number)))
        return `The view ${displayName(relation)} reads ${from}; give the view the new column first.`;
    }
    if (!isTable(relation)) continue;
    const key = relation.constraints.find(
      (each) =>
        each.kind === "foreign-key" &&
        each.references === table.id &&
        each.referencedColumns.includes(number),
    );
    if (key !== undefined)
      return `The foreign key ${key.name} of ${displayName(relation)} refers to ${from}, and can refer to one column only.`;
  }
  return dependentOn({ table, column, from, catalog });
}

/** The first other object that depends on the column, in words. */
export function dependentOn({
  table,
  column: { number },
  from,
  catalog,
}: Pick<ColumnTarget, "table" | "column" | "from" | "catalog">): string | undefined {
  const dependent = catalog
    .get("dependents", table.id)
    ?.find(({ columns, strength }) => strength === "normal" && columns.includes(number));
  return dependent === undefined ? undefined : `${dependent.object.replace(":", " ")} depends on ${from}.`;
}

/** Whether a constraint is about a column. */
export function mentions(constraint: Constraint, number: number): boolean {
  if (constraint.kind === "check") return constraint.expression.columns.includes(number);
  if (constraint.kind === "not-null") return constraint.column === number;
  return constraint.columns.includes(number);
}

/** The table's indexes that a column is part of, those of constraints too. */
export function indexesOn(catalog: Catalog, table: Table, number: number): readonly Index[] {
  return table.indexes.flatMap((id) => {
    const index = catalog.get("relation", id);
    if (!isIndex(index)) return [];
    const inKey = index.columns.some(({ on }) =>
      typeof on === "number" ? on === number : on.columns.includes(number),
    );
    const used =
      inKey || index.including.includes(number) || index.predicate?.columns.includes(number) === true;
    return used ? [index] : [];
  });
}
