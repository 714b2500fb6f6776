import { constraintNamed } from "../constraints/find.ts";
import type { InferClause, Node, OnConflictClause } from "@pgsql/types";
import { isIndex, type Index, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { relationById } from "../names/lookup.ts";
import { conjuncts } from "../expressions/conjuncts.ts";
import { sameNode } from "../sameNode.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";
import { isOpen } from "../openWorld/world.ts";

const deferrableArbiter =
  "ON CONFLICT does not support deferrable unique constraints/exclusion constraints as arbiters";

/** Fails where no unique index answers to what ON CONFLICT names (transformOnConflictArbiter, infer_arbiter_indexes). */
export function requireArbiter(
  execution: Execution,
  table: Table,
  clause: OnConflictClause,
  hasRows: boolean,
): void {
  const { infer, action } = clause;
  if (infer === undefined) {
    if (action === "ONCONFLICT_UPDATE")
      execution.fail("42601", "ON CONFLICT DO UPDATE requires inference specification or constraint name");
    if (!table.constraints.some((one) => "deferrable" in one && one.deferrable && one.kind !== "foreign-key"))
      return;
    // Any constraint may be the one in conflict, so each row is looked up in all of them (ExecCheckIndexConstraints).
    if (hasRows) execution.fail("55000", deferrableArbiter);
    else execution.failIfRows("55000", deferrableArbiter);
    return;
  }
  if (infer.conname !== undefined) {
    requireNamed(execution, table, infer.conname, action === "ONCONFLICT_UPDATE");
    return;
  }
  const wanted = wantedBy(execution, table, infer);
  const indexes = table.indexes.map((id) => relationById(execution, id)).filter(isIndex);
  if (isOpen(execution, table)) return;
  if (!indexes.some((index) => index.unique && index.valid && answers(table, index, wanted)))
    execution.fail(
      "42P10",
      "there is no unique or exclusion constraint matching the ON CONFLICT specification",
    );
}

function requireNamed(execution: Execution, table: Table, name: string, updates: boolean): void {
  const constraint = constraintNamed(execution, table, name);
  if (constraint === undefined && isOpen(execution, table)) return;
  if (constraint === undefined)
    return execution.fail("42704", `constraint "${name}" for table "${table.name}" does not exist`);
  if (constraint.kind === "exclusion" && updates)
    execution.fail("42809", "ON CONFLICT DO UPDATE not supported with exclusion constraints");
  if (constraint.kind !== "primary-key" && constraint.kind !== "unique" && constraint.kind !== "exclusion")
    execution.fail("42809", "constraint in ON CONFLICT clause has no associated index");
  if (constraint.deferrable) execution.fail("55000", deferrableArbiter);
}

interface Wanted {
  readonly columns: ReadonlySet<number>;
  readonly expressions: readonly Node[];
  readonly where: readonly Node[];
}

function wantedBy(execution: Execution, table: Table, infer: InferClause): Wanted {
  const columns = new Set<number>();
  const expressions: Node[] = [];
  for (const node of infer.indexElems ?? []) {
    if (!("IndexElem" in node)) continue;
    const { name, expr } = node.IndexElem;
    const column = name ?? bareColumn(expr);
    if (column === undefined) {
      if (expr !== undefined) expressions.push(expr);
      continue;
    }
    columns.add(
      columnOrAssumed(execution, table, column)?.number ??
        execution.fail("42703", `column "${column}" does not exist`),
    );
  }
  return {
    columns,
    expressions,
    where: infer.whereClause === undefined ? [] : conjuncts(infer.whereClause),
  };
}

function answers(table: Table, index: Index, { columns, expressions, where }: Wanted): boolean {
  const constraint = table.constraints.find(({ id }) => id === index.constraint);
  if (constraint?.kind === "exclusion" || constraint?.deferrable === true) return false;
  const keys = new Set(index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : [])));
  const computed = index.columns.flatMap(({ on }) => (typeof on === "number" ? [] : [on.node]));
  const sameColumns = keys.size === columns.size && [...keys].every((key) => columns.has(key));
  const covers = (some: readonly Node[], others: readonly Node[]): boolean =>
    some.every((one) => others.some((other) => sameNode(one, other)));
  if (!sameColumns || !covers(computed, expressions) || !covers(expressions, computed)) return false;
  return index.predicate === undefined || covers(conjuncts(index.predicate.node), where);
}
