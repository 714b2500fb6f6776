import type { AlterTableCmd, ColumnDef } from "@pgsql/types";
import { isTable, type Column, type Relation, type Sequence } from "../../catalog/relations.ts";
import { inlineConstraints } from "../createTable/inlineConstraints.ts";
import type { Execution } from "../execution.ts";
import { relationById } from "../names/lookup.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { removeDependent, removeRelation } from "../objects/objects.ts";
import { createOwnedSequence } from "../objects/sequences.ts";
import { builtin } from "../types/lookup.ts";
import type { Alteration } from "./alteration.ts";
import { columnOf, updateColumn } from "./columnCommand.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { isOpen } from "../openWorld/world.ts";
import { isAssumedType } from "../../catalog/ids.ts";

/** ADD GENERATED … AS IDENTITY: a new sequence; the column must be NOT NULL and without a default. */
export const addIdentity: Subcommand = {
  action: "ALTER COLUMN ... ADD IDENTITY",
  lock: "ACCESS EXCLUSIVE",
  pass: "add-other-constraint",
  on: [...tablesAndForeign, "view"],
  apply: (alteration, relation, command, { recurse }) => {
    const { execution } = alteration;
    refusePlace(execution, relation, recurse, "add identity to");
    const column = columnOf(execution, relation, command);
    refuseToAdd(execution, relation, column);
    const definition: ColumnDef = {
      colname: column.name,
      constraints: command.def === undefined ? [] : [command.def],
    };
    const identity = inlineConstraints(execution, relation, definition, false).identity;
    const sequence = createOwnedSequence(execution, relation, column, true, identity?.sequenceName);
    change(alteration, relation, column.name, { always: identity?.always === true, sequence: sequence.id });
  },
};

/** From 17 on the partitions share the identity of their parent: it is changed on all of them together. */
function refusePlace(execution: Execution, relation: Relation, recurse: boolean, what: string): void {
  if (!execution.server.isSince(17) || !isTable(relation)) return;
  if (relation.bound !== undefined) execution.fail("42P16", `cannot ${what} a column of a partition`);
  if (relation.kind === "partitioned-table" && !recurse)
    execution.fail("42P16", `cannot ${what} a column of only the partitioned table`);
}

/** Gives a column an identity, or takes it, here and from 17 on in the partitions. */
function change(
  alteration: Alteration,
  relation: Relation,
  name: string,
  identity: Column["identity"],
): void {
  const { execution } = alteration;
  const column = columnOf(execution, relation, { name });
  updateColumn(execution, relation.id, column.number, (now) => {
    const { identity: before, ...rest } = now;
    if (identity !== undefined) return { ...now, identity };
    return before === undefined ? now : rest;
  });
  if (relation.kind !== "partitioned-table" || !execution.server.isSince(17)) return;
  for (const child of alteration.children(relation)) change(alteration, child, name, identity);
}

function refuseToAdd(execution: Execution, relation: Relation, given: Column): void {
  const column = assumedFit(execution, relation, given);
  const words = `column "${column.name}" of relation "${relation.name}"`;
  if (!["int2", "int4", "int8"].some((name) => builtin(name).id === column.type.id))
    execution.fail("22023", "identity column type must be smallint, integer, or bigint");
  if (!column.notNull)
    execution.fail("55000", `${words} must be declared NOT NULL before identity can be added`);
  if (column.identity !== undefined) execution.fail("55000", `${words} is already an identity column`);
  if (column.default !== undefined) execution.fail("55000", `${words} already has a default value`);
}

/** SET GENERATED and sequence options: ALTER SEQUENCE on the column's sequence, SHARE ROW EXCLUSIVE. */
export const setIdentity: Subcommand = {
  action: "ALTER COLUMN ... SET",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: [...tablesAndForeign, "view"],
  apply: (alteration, relation, command, { recurse }) => {
    const { execution } = alteration;
    refusePlace(execution, relation, recurse, "change identity column of");
    const column = columnOf(execution, relation, command);
    if (column.identity === undefined && isOpen(execution, relation)) {
      if (generatedAlways(command) === true)
        execution.recorder.breaks("old-code-writes-old-values", relation, column.name);
      return;
    }
    const identity = requireIdentity(execution, relation, column);
    execution.lock(relationById(execution, identity.sequence), "SHARE ROW EXCLUSIVE");
    change(alteration, relation, column.name, {
      ...identity,
      always: generatedAlways(command) ?? identity.always,
    });
  },
};

function generatedAlways(command: AlterTableCmd): boolean | undefined {
  for (const node of itemsOf(command.def))
    if ("DefElem" in node && node.DefElem.defname === "generated") {
      const { arg } = node.DefElem;
      const letter =
        stringOf(arg) ??
        (arg !== undefined && "Integer" in arg ? String.fromCharCode(arg.Integer.ival ?? 0) : "");
      return letter === "a";
    }
  return undefined;
}

/** DROP IDENTITY: the sequence goes, under ACCESS EXCLUSIVE. */
export const dropIdentity: Subcommand = {
  action: "ALTER COLUMN ... DROP IDENTITY",
  lock: "ACCESS EXCLUSIVE",
  pass: "drop",
  on: [...tablesAndForeign, "view"],
  apply: (alteration, relation, command, { recurse }) => {
    const { execution } = alteration;
    refusePlace(execution, relation, recurse, "drop identity from");
    const column = columnOf(execution, relation, command);
    if (column.identity === undefined && isOpen(execution, relation)) {
      execution.recorder.breaks("old-code-inserts-without-column", relation, column.name);
      return;
    }
    if (column.identity === undefined && command.missing_ok === true) return;
    const identity = requireIdentity(execution, relation, column);
    const sequence = relationById(execution, identity.sequence);
    execution.lock(sequence, "ACCESS EXCLUSIVE");
    change(alteration, relation, column.name, undefined);
    if (sequence.kind === "sequence") dropSequence(execution, relation, sequence);
  },
};

function dropSequence(execution: Execution, owner: Relation, sequence: Sequence): void {
  removeDependent(execution.edit, owner.id, sequence.id);
  removeRelation(execution.edit, sequence);
}

function requireIdentity(
  execution: Execution,
  relation: Relation,
  column: Column,
): NonNullable<Column["identity"]> {
  return (
    column.identity ??
    execution.fail(
      "55000",
      `column "${column.name}" of relation "${relation.name}" is not an identity column`,
    )
  );
}

/** A column of a table that no migration creates is a whole number and NOT NULL, as ADD IDENTITY needs it. */
function assumedFit(execution: Execution, relation: Relation, column: Column): Column {
  if (!isOpen(execution, relation)) return column;
  const { default: given, ...rest } = column;
  const known = given === undefined ? column : rest;
  const type = isAssumedType(column.type.id) ? builtin("int8") : column.type;
  return { ...known, type, notNull: true };
}
