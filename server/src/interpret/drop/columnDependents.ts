import { isThere } from "../constraints/find.ts";
import { readsElsewhere } from "../../catalog/expression.ts";
import { isOtherId, isRelationId } from "../../catalog/ids.ts";
import {
  isIndex,
  isTable,
  isView,
  type Column,
  type Constraint,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";
import { expressionsOf } from "./usedObjects.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { auto, foreignKeysOn, normal, type DependentObject } from "./dependents.ts";

/** What depends on one column. */
export function columnDependents(
  execution: Execution,
  table: Relation,
  column: Column,
): readonly DependentObject[] {
  const users = notedUsers(execution, table, column);
  if (!isTable(table)) return users;
  return [
    ...indexesOn(execution, table, column),
    ...table.constraints
      .filter((constraint) => involves(constraint, column) && isThere(execution, constraint))
      .map((constraint) => auto({ kind: "constraint", table, constraint })),
    ...table.constraints
      .filter((constraint) => !involves(constraint, column) && indexReads(execution, constraint, column))
      .map((constraint) => normal({ kind: "constraint", table, constraint })),
    ...referencing(execution, table, column),
    ...generatedFrom(execution, table, column),
    ...table.triggers
      .filter((trigger) => trigger.columns.includes(column.number))
      .map((trigger) => normal({ kind: "trigger", table, trigger })),
    ...table.policies
      .filter(({ using, check }) => reads(using, column) || reads(check, column))
      .map((policy) => normal({ kind: "policy", table, policy })),
    ...table.rules
      .filter(({ columns }) => columns.includes(column.number))
      .map((rule) => normal({ kind: "rule", table, rule })),
    ...users,
  ];
}

function reads(expression: { readonly columns: readonly number[] } | undefined, column: Column): boolean {
  return expression?.columns.includes(column.number) === true;
}

/** Indexes with the column as a key, in INCLUDE, in an expression or in the predicate; constraints bring their own. */
function indexesOn(execution: Execution, table: Table, column: Column): readonly DependentObject[] {
  return table.indexes.flatMap((id) => {
    const index = execution.edit.get("relation", id);
    if (!isIndex(index) || index.constraint !== undefined) return [];
    const isUsed =
      index.including.includes(column.number) ||
      reads(index.predicate, column) ||
      index.columns.some(({ on }) => (typeof on === "number" ? on === column.number : reads(on, column)));
    return isUsed ? [auto({ kind: "relation", relation: index })] : [];
  });
}

function involves(constraint: Constraint, column: Column): boolean {
  if (constraint.kind === "check") return reads(constraint.expression, column);
  if (constraint.kind === "not-null") return constraint.column === column.number;
  return constraint.columns.includes(column.number);
}

/** An exclusion constraint may have expressions and a predicate, and does not go in silence for those. */
function indexReads(execution: Execution, constraint: Constraint, column: Column): boolean {
  if (constraint.kind !== "exclusion") return false;
  const index = execution.edit.get("relation", constraint.index);
  return isIndex(index) && expressionsOf(index).some((expression) => reads(expression, column));
}

/** Foreign keys of other tables onto this column. */
function referencing(execution: Execution, table: Table, column: Column): readonly DependentObject[] {
  return foreignKeysOn(execution, table.id, undefined).filter(
    ({ dropped }) =>
      dropped.kind === "constraint" &&
      dropped.constraint.kind === "foreign-key" &&
      dropped.constraint.referencedColumns.includes(column.number),
  );
}

/** Generated columns went in silence with a column they are computed from; from 15 on they object. */
function generatedFrom(execution: Execution, table: Table, column: Column): readonly DependentObject[] {
  const strength = execution.server.isSince(15) ? normal : auto;
  return table.columns
    .filter((other) => other.number !== column.number && reads(other.generated?.expression, column))
    .map((other) => strength({ kind: "column", table, column: other }));
}

/** Policies of another table may read the column in a subquery. */
function policiesReading(user: Table, table: Relation, { number }: Column): readonly DependentObject[] {
  return user.policies
    .filter(({ using, check }) => [using, check].some((one) => readsElsewhere(one, table.id, number)))
    .map((policy) => normal({ kind: "policy", table: user, policy }));
}

/** Views that read the column; sequences that it owns. */
function notedUsers(execution: Execution, table: Relation, column: Column): readonly DependentObject[] {
  return dependentsOf(execution.edit, table.id).flatMap(({ object, columns, strength }) => {
    const user = isRelationId(object) ? execution.edit.get("relation", object) : undefined;
    if (isTable(user)) return policiesReading(user, table, column);
    if (!columns.includes(column.number)) return [];
    const routine = execution.edit.get("function", object);
    if (routine !== undefined) return [normal({ kind: "function", routine })];
    if (!isRelationId(object)) {
      const other = execution.edit.get("other", object);
      if (other === undefined) return [];
      if (other.kind === "publication" && isOtherId(object))
        return [normal({ kind: "published-table", key: object, object: other, table })];
      return [{ dropped: { kind: "other", key: object, object: other }, strength }];
    }
    const relation = execution.edit.get("relation", object);
    if (relation?.kind === "sequence") return [auto({ kind: "relation", relation })];
    return isView(relation) ? [normal({ kind: "relation", relation })] : [];
  });
}
