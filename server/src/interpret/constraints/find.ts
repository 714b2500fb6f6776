import type { Constraint as ConstraintNode } from "@pgsql/types";
import type { Constraint, NotNullConstraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import type { Execution } from "../execution.ts";
import { assumeConstraint } from "../openWorld/constraints.ts";

/**
 * Whether the server has such a constraint at all. The catalog has those of NOT NULL on every major, so that it is the
 * same on all; before 18 nobody must see one.
 */
export function isThere({ server }: Pick<Execution, "server">, { kind }: Constraint): boolean {
  return kind !== "not-null" || server.isSince(18);
}

/** A constraint of a table by its name. */
export function constraintNamed(
  execution: Pick<Execution, "server">,
  table: Table,
  name: string,
): Constraint | undefined {
  return table.constraints.find((constraint) => constraint.name === name && isThere(execution, constraint));
}

/** Fails with 42704 where the table has no constraint of that name. */
export function requireConstraint(execution: Execution, table: Table, name: string): Constraint {
  return (
    constraintNamed(execution, table, name) ??
    assumeConstraint(execution, table, name) ??
    execution.fail("42704", `constraint "${name}" of relation "${table.name}" does not exist`)
  );
}

/** Fails with 42710 where the table already has a constraint of that name. */
export function refuseTakenConstraint(execution: Execution, table: Table, name: string): void {
  if (constraintNamed(execution, table, name) !== undefined)
    execution.fail("42710", `constraint "${name}" for relation "${table.name}" already exists`);
}

/** Where nobody has looked whether the name is taken, the index on pg_constraint refuses it. */
export function refuseSecondOfName(execution: Execution, table: Table, name: string): void {
  if (constraintNamed(execution, table, name) !== undefined)
    execution.fail("23505", `constraint "${name}" for relation "${table.name}" already exists`);
}

/** The not-null constraint of a column; to be seen on 18 and later only (`isThere`). */
export function notNullOf(table: Table, column: number): NotNullConstraint | undefined {
  return table.constraints.find(
    (constraint): constraint is NotNullConstraint =>
      constraint.kind === "not-null" && constraint.column === column,
  );
}

/** NOT ENFORCED is marked by the absence of a flag that the grammar sets on every other CHECK and FOREIGN KEY. */
export function isEnforced(node: ConstraintNode): boolean {
  return node.is_enforced === true;
}

/** A new table has no rows, so that even NOT VALID constraints are valid from the start (transformCheckConstraints). */
export function isValidFromStart(alteration: Alteration, node: ConstraintNode): boolean {
  return (
    isEnforced(node) &&
    (alteration.creating || node.skip_validation !== true || node.initially_valid === true)
  );
}

/** What all constraints have, as written. */
export function attributesOf(node: ConstraintNode): {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  readonly noInherit: boolean;
} {
  return {
    deferrable: node.deferrable === true,
    initiallyDeferred: node.initdeferred === true,
    noInherit: node.is_no_inherit === true,
  };
}
