import { displayName, type ConstraintId } from "../../catalog/ids.ts";
import type { Constraint, ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { amend } from "./relations.ts";
import { unnamedTable } from "./unnamed.ts";
import { isOpenNow, knownKey, mayExist, noteKnown } from "./world.ts";

/**
 * A constraint that an open table must have. It is taken for a foreign key that is not yet valid: no other kind locks
 * and works as much, whatever is done with it.
 */
export function assumeConstraint(execution: Execution, table: Table, name: string): Constraint | undefined {
  if (!isOpenNow(execution, table.id) || !mayExist(execution, constraintKey(table, name), name))
    return undefined;
  const words = `the table that ${displayName(table)}.${name} may reference`;
  const constraint: ForeignKeyConstraint = {
    kind: "foreign-key",
    id: assumedConstraintId(table, name),
    name,
    valid: false,
    enforced: true,
    deferrable: false,
    initiallyDeferred: false,
    noInherit: true,
    local: true,
    inherited: 0,
    columns: [],
    references: unnamedTable(execution, words).id,
    referencedColumns: [],
    index: undefined,
    onUpdate: "no-action",
    onDelete: "no-action",
  };
  amend(execution, table.id, (known) =>
    "constraints" in known ? { ...known, constraints: [...known.constraints, constraint] } : known,
  );
  execution.assume({ kind: "constraint", about: name });
  return constraint;
}

/** Notes that an open table has lost a constraint. */
export function forgetConstraint(execution: Execution, table: Table, name: string): void {
  if (isOpenNow(execution, table.id)) noteKnown(execution, constraintKey(table, name));
}

function assumedConstraintId(table: Table, name: string): ConstraintId {
  return `constraint:?${table.id} ${name}`;
}

function constraintKey(table: Table, name: string): string {
  return knownKey("constraint", table.id, name);
}
