import type { Node } from "@pgsql/types";
import type { RelationId } from "../../catalog/ids.ts";
import { attributesOf } from "../../catalog/withAttributes.ts";
import { isTable, type CheckConstraint, type Column, type Table } from "../../catalog/relations.ts";
import { constraintNamed, notNullOf } from "../constraints/find.ts";
import type { Execution } from "../execution.ts";
import { columnsIn } from "../expressions/columns.ts";
import { newConstraintId } from "../indexes/define.ts";
import { requireRelation, tableById, tableKinds } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { sameNode } from "../sameNode.ts";
import { maySameType } from "../types/typeRefs.ts";

/** The tables of INHERITS, locked in SHARE UPDATE EXCLUSIVE (DefineRelation). */
export function lockParents(execution: Execution, relations: readonly Node[] | undefined): readonly Table[] {
  const parents = (relations ?? []).flatMap((node) => ("RangeVar" in node ? [node.RangeVar] : []));
  return parents.map((range) => {
    const parent = requireRelation(execution, range, tableKinds);
    execution.lock(parent, "SHARE UPDATE EXCLUSIVE");
    if (!isTable(parent))
      return execution.fail("42809", `inherited relation "${parent.name}" is not a table or foreign table`);
    if (parent.kind === "partitioned-table")
      execution.fail("42809", `cannot inherit from partitioned table "${parent.name}"`);
    if (parent.bound !== undefined) execution.fail("42809", `cannot inherit from partition "${parent.name}"`);
    return parent;
  });
}

/** The columns that parents hand down, those of the same name merged (MergeAttributes). */
export function inheritColumns(
  execution: Execution,
  parents: readonly Table[],
  isPartition: boolean,
): readonly Column[] {
  const columns: Column[] = [];
  for (const parent of parents)
    for (const handed of parent.columns) {
      const position = columns.findIndex(({ name }) => name === handed.name);
      const known = columns[position];
      const mark = notNullOf(parent, handed.number);
      const staysAbove = mark?.noInherit === true && execution.server.isSince(18);
      const notNull = handed.notNull && !staysAbove;
      if (known === undefined)
        columns.push(handDown(execution, { ...handed, notNull }, columns.length + 1, isPartition));
      else columns[position] = mergeInherited(execution, known, { ...handed, notNull });
    }
  return columns;
}

/** Identity goes to partitions only, and only from 17 on; before, a partition's column has none of its own. */
function handDown(execution: Execution, column: Column, number: number, isPartition: boolean): Column {
  const { identity, attributes, ...rest } = column;
  const kept = attributes === undefined ? {} : attributesOf({ attributes }, ["storage", "compression"]);
  const keeps = identity !== undefined && isPartition && execution.server.isSince(17);
  return { ...rest, ...kept, ...(keeps ? { identity } : {}), number, local: false, inherited: 1 };
}

function mergeInherited(execution: Execution, known: Column, handed: Column): Column {
  if (!maySameType(known.type, handed.type))
    execution.fail("42804", `inherited column "${known.name}" has a type conflict`);
  refuseCollation(execution, known, handed, `inherited column "${known.name}"`);
  return { ...known, notNull: known.notNull || handed.notNull, inherited: known.inherited + 1 };
}

function refuseCollation(execution: Execution, one: Column, other: Column, words: string): void {
  if ((one.collation ?? "default") !== (other.collation ?? "default"))
    execution.fail("42P21", `${words} has a collation conflict`);
}

/** A column that is both handed down and written on the table. */
export function mergeColumn(execution: Execution, inherited: Column, own: Column): Column {
  if (!maySameType(inherited.type, own.type))
    execution.fail("42804", `column "${own.name}" has a type conflict`);
  refuseCollation(execution, inherited, own, `column "${own.name}"`);
  return {
    ...inherited,
    ...own,
    ...attributesOf({ attributes: { ...inherited.attributes, ...own.attributes } }, [
      "storage",
      "compression",
    ]),
    number: inherited.number,
    notNull: inherited.notNull || own.notNull,
    ...((own.default ?? inherited.default) === undefined
      ? {}
      : { default: own.default ?? inherited.default }),
    local: true,
    inherited: inherited.inherited,
  };
}

/** Ties a new table to its parents; it takes their CHECKs over; for NOT NULL see `makeNotNulls`. */
export function joinParents(execution: Execution, id: RelationId, parents: readonly Table[]): void {
  for (const parent of parents) {
    updateTable(execution.edit, parent.id, (now) => ({ ...now, children: [...now.children, id] }));
    updateTable(execution.edit, id, (now) => ({ ...now, parents: [...now.parents, parent.id] }));
    for (const constraint of parent.constraints)
      if (constraint.kind === "check" && !constraint.noInherit)
        handDownCheck(execution, id, constraint, parent);
  }
}

/** A partition may write a CHECK of its parent once more; it is never its own (MergeWithExistingConstraint). */
function handDownCheck(execution: Execution, id: RelationId, check: CheckConstraint, parent: Table): void {
  const child = tableById(execution, id);
  const own = constraintNamed(execution, child, check.name);
  const isMerged = own?.kind === "check" && sameNode(own.expression.node, check.expression.node);
  if (own !== undefined && !isMerged)
    execution.fail("42710", `constraint "${check.name}" for relation "${child.name}" already exists`);
  const handed: CheckConstraint = {
    ...check,
    local: false,
    inherited: own === undefined || parent.kind === "partitioned-table" ? 1 : own.inherited + 1,
    id: own?.id ?? newConstraintId(execution, child, check.name),
    expression: { ...check.expression, columns: columnsIn(execution, check.expression.node, child) },
    valid: check.enforced,
  };
  updateTable(execution.edit, id, (now) => ({
    ...now,
    constraints: [...now.constraints.filter((each) => each.id !== handed.id), handed],
  }));
}
