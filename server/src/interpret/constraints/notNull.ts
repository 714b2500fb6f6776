import type { Constraint as ConstraintNode } from "@pgsql/types";
import { columnNamed, type Column, type NotNullConstraint, type Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import { newConstraintId } from "../indexes/define.ts";
import type { Execution } from "../execution.ts";
import { requireColumn } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { chooseConstraintName } from "../names/objectNames.ts";
import { updateTable } from "../objects/objects.ts";
import { mayBeRow } from "../types/rowType.ts";
import { isProvenNotNull } from "../expressions/proofs.ts";
import { constraintNamed, isThere, notNullOf, refuseSecondOfName, refuseTakenConstraint } from "./find.ts";
import { isAssumed } from "../../catalog/ids.ts";

/** How a column becomes NOT NULL. */
export interface NotNullRequest {
  /** The constraint's name, where it was written. */
  readonly name?: string;
  /** False for NOT VALID. */
  readonly valid: boolean;
  readonly noInherit: boolean;
  readonly recurse: boolean;
  readonly inherited: boolean;
  /** SET NOT NULL, which leaves a child's constraint NOT VALID where it is so; the others refuse (18). */
  readonly isSet?: true;
}

export const plainNotNull: NotNullRequest = {
  valid: true,
  noInherit: false,
  recurse: true,
  inherited: false,
};

/** ADD CONSTRAINT … NOT NULL column (18 and later). */
export function addNotNull(
  alteration: Alteration,
  table: Table,
  node: ConstraintNode,
  recurse: boolean,
): void {
  const column = requireColumn(alteration.execution, table, stringOf(node.keys?.[0]) ?? "");
  const existing = notNullOf(table, column.number);
  const request: NotNullRequest = {
    ...(node.conname === undefined ? {} : { name: node.conname }),
    valid: node.skip_validation !== true || alteration.creating,
    noInherit: node.is_no_inherit === true,
    recurse,
    inherited: false,
  };
  if (existing !== undefined) refuseDifferent(alteration, table, column, existing, request);
  makeNotNull(alteration, table, column, request);
}

function refuseDifferent(
  { execution }: Alteration,
  table: Table,
  column: Column,
  existing: NotNullConstraint,
  request: NotNullRequest,
): void {
  if (request.name !== undefined && request.name !== existing.name)
    execution.fail(
      "55000",
      `cannot create not-null constraint "${request.name}" on column "${column.name}" of table "${table.name}"`,
    );
  if (request.valid && !existing.valid)
    execution.fail(
      "55000",
      `incompatible NOT VALID constraint "${existing.name}" on relation "${table.name}"`,
    );
  if (request.noInherit !== existing.noInherit)
    execution.fail(
      "55000",
      `cannot change NO INHERIT status of NOT NULL constraint "${existing.name}" on relation "${table.name}"`,
    );
}

/**
 * Makes a column NOT NULL on the table and its descendants: SET NOT NULL, PRIMARY KEY, ADD NOT NULL. Rows are
 * scanned unless a valid CHECK proves that there is no null. There is a constraint to it, to be seen from 18 on.
 */
export function makeNotNull(
  alteration: Alteration,
  table: Table,
  column: Column,
  request: NotNullRequest,
): void {
  const { execution } = alteration;
  const existing = notNullOf(table, column.number);
  const isUnproven = request.inherited && existing?.valid === false && isThere(execution, existing);
  if (isUnproven && request.isSet !== true && request.valid)
    execution.fail(
      "55000",
      `incompatible NOT VALID constraint "${existing.name}" on relation "${table.name}"`,
    );
  if (isUnproven && request.isSet === true) {
    enter(alteration, table, column, existing, { ...request, valid: false });
    return;
  }
  if (!request.recurse && !request.noInherit && table.children.length > 0 && !column.notNull)
    refuseOnly(alteration, table, column);
  if (!column.notNull || existing?.valid === false) check(alteration, table, column, request);
  enter(alteration, table, column, existing, request);
  if (request.noInherit || !request.recurse || table.children.length === 0) return;
  // What was there has been handed down already; before 18 that is sure of partitions only (ATPrepSetNotNull).
  const isOldMark = column.notNull && table.kind === "partitioned-table" && !execution.server.isSince(18);
  if (isOldMark || (existing?.valid === true && isThere(execution, existing))) return;
  const name = notNullOf(alteration.table(table.id), column.number)?.name;
  for (const child of alteration.children(table)) {
    const own = requireColumn(execution, child, column.name);
    makeNotNull(alteration, child, own, {
      ...request,
      ...(name === undefined ? {} : { name }),
      inherited: true,
    });
  }
}

/** Before 18 ONLY was refused for partitioned tables alone; inheritance children were left as they were. */
function refuseOnly(alteration: Alteration, table: Table, column: Column): void {
  const { execution } = alteration;
  if (!execution.server.isSince(18) && table.kind === "partitioned-table") {
    // Partitions whose column is NOT NULL already will do (AT_CheckNotNull).
    const below = alteration.descendants(table);
    if (below.every((child) => columnNamed(child, column.name)?.notNull === true)) return;
  }
  if (table.kind === "partitioned-table" || execution.server.isSince(18))
    execution.fail("42P16", "constraint must be added to child tables too");
}

function check(alteration: Alteration, table: Table, column: Column, request: NotNullRequest): void {
  const { execution } = alteration;
  if (!request.valid || alteration.creating || (table.kind !== "table" && !isAssumed(table.id))) return;
  // A NOT VALID constraint marks the column too; the mark proves nothing then.
  if (isProvenNotNull(table, { ...column, notNull: false }, mayBeRow(column.type, execution.edit))) {
    execution.recorder.avoidWork(`a valid CHECK proves that "${table.name}"."${column.name}" holds no null`);
    return;
  }
  alteration.scan(table);
  execution.failIfViolated(
    "23502",
    `column "${column.name}" of relation "${table.name}" contains null values`,
  );
}

function enter(
  alteration: Alteration,
  table: Table,
  column: Column,
  existing: NotNullConstraint | undefined,
  request: NotNullRequest,
): void {
  const { execution } = alteration;
  const added = existing === undefined ? [constraintFor(alteration, table, column, request)] : [];
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: now.columns.map((one) => (one.number === column.number ? { ...one, notNull: true } : one)),
    constraints: [
      ...now.constraints.map((one) => (one.id === existing?.id ? merged(existing, request) : one)),
      ...added,
    ],
  }));
}

/** AdjustNotNullInheritance, pg_constraint.c. */
function merged(existing: NotNullConstraint, request: NotNullRequest): NotNullConstraint {
  return {
    ...existing,
    valid: existing.valid || request.valid,
    local: existing.local || !request.inherited,
    inherited: existing.inherited + (request.inherited ? 1 : 0),
  };
}

function constraintFor(
  { execution, creating }: Alteration,
  table: Table,
  column: Column,
  request: NotNullRequest,
): NotNullConstraint {
  const name = nameOf(execution, table, column, request, creating);
  return {
    kind: "not-null",
    id: newConstraintId(execution, table, name),
    name,
    column: column.number,
    valid: request.valid,
    enforced: true,
    deferrable: false,
    initiallyDeferred: false,
    noInherit: request.noInherit,
    local: !request.inherited,
    inherited: request.inherited ? 1 : 0,
  };
}

/** That CREATE TABLE gives a name to a CHECK as well shows only when the second of them is stored (AddRelationNotNullConstraints). */
function nameOf(
  execution: Execution,
  table: Table,
  column: Column,
  { name }: NotNullRequest,
  creating: boolean,
): string {
  const isTaken = table.constraints.some((one) => one.name === name);
  // Before 18 the name is read and forgotten.
  if (name !== undefined && (!isTaken || !execution.server.isSince(18))) return name;
  if (name === undefined) return chooseConstraintName(execution, table, column.name, "not_null");
  const other = constraintNamed(execution, table, name);
  if (creating && other?.kind !== "not-null") refuseSecondOfName(execution, table, name);
  refuseTakenConstraint(execution, table, name);
  return name;
}

/** The child keeps its constraint as one of its own, with one parent less. */
export function loosen(execution: Execution, child: Table, column: Column): void {
  updateTable(execution.edit, child.id, (now) => ({
    ...now,
    constraints: now.constraints.map((each) =>
      each.kind === "not-null" && each.column === column.number
        ? { ...each, inherited: each.inherited - 1, local: true }
        : each,
    ),
  }));
}
