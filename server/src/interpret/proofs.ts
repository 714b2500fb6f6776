import type { Node } from "@pgsql/types";
import type { CheckConstraint, Column, Table } from "../catalog/relations.ts";
import { branches, conjuncts } from "./conjuncts.ts";
import { bareColumn } from "./expressions.ts";

/**
 * Whether a CHECK that holds for every row proves that a column is not null. A conjunct `column IS NOT NULL` does;
 * `column > 0` does not, since a CHECK passes on NULL. Every branch of an OR must prove it
 * (ConstraintImpliedByRelConstraint, predicate_implied_by with a weak clause).
 */
export function provesNotNull(check: Node, column: string): boolean {
  return conjuncts(check).some((conjunct) => {
    const or = branches(conjunct);
    if (or !== undefined) return or.every((branch) => provesNotNull(branch, column));
    if (!("NullTest" in conjunct)) return false;
    const { nulltesttype, arg } = conjunct.NullTest;
    return nulltesttype === "IS_NOT_NULL" && bareColumn(arg) === column;
  });
}

/** The checks that hold for every row now. */
export function provenChecks(table: Table): readonly CheckConstraint[] {
  return table.constraints.filter(
    (constraint): constraint is CheckConstraint =>
      constraint.kind === "check" && constraint.valid && constraint.enforced,
  );
}

/** Whether existing valid constraints prove that a column holds no null, so that no scan is needed. */
export function isProvenNotNull(table: Table, column: Column): boolean {
  return (
    column.notNull ||
    provenChecks(table).some(({ expression }) => provesNotNull(expression.node, column.name))
  );
}
