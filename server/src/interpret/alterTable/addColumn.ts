import type { AlterTableCmd, ColumnDef } from "@pgsql/types";
import {
  columnNamed,
  isTable,
  type Column,
  type CompositeRelation,
  type Table,
} from "../../catalog/relations.ts";
import { runStored } from "../functions/stored.ts";
import { defineColumn, refuseSystemName, type ColumnDefinition } from "../createTable/columnDefinition.ts";
import { notNullOf } from "../constraints/find.ts";
import { makeNotNull, plainNotNull } from "../constraints/notNull.ts";
import { domainConstrains, domainDefault, domainThatRefusesNull } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "../types/formatType.ts";
import { generatedExpression } from "../expressions/generated.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";
import { builtin } from "../types/lookup.ts";
import { maySameType } from "../types/typeRefs.ts";
import { isNullConstant, stringOf } from "../nodes.ts";
import { volatilityOf } from "../expressions/volatility.ts";
import type { Alteration } from "./alteration.ts";
import { passOfConstraint } from "./passOfConstraint.ts";
import { tablesAndForeign, type Subcommand } from "./subcommand.ts";
import { typedTables } from "./typedTables.ts";
import { mayBeConstrained, mayBeVolatile } from "../openWorld/columnCosts.ts";
import { isAssumed } from "../../catalog/ids.ts";

/** ADD COLUMN (ATPrepAddColumn, ATExecAddColumn). */
export const addColumn: Subcommand = {
  action: "ADD COLUMN",
  lock: "ACCESS EXCLUSIVE",
  pass: "add-column",
  on: [...tablesAndForeign, "composite-type"],
  prepare: ({ execution }, relation) => {
    if (isTable(relation) && relation.ofType !== undefined)
      execution.fail("42809", "cannot add column to typed table");
  },
  apply: (alteration, relation, command, { recurse }) => {
    const definition = command.def !== undefined && "ColumnDef" in command.def ? command.def.ColumnDef : {};
    if (relation.kind === "composite-type") {
      addAttribute(alteration, relation, definition, command);
      return;
    }
    add(alteration, alteration.table(relation.id), definition, command, { recurse, inherited: false });
  },
};

/** ALTER TYPE … ADD ATTRIBUTE; typed tables, and what inherits from them, get it by CASCADE alone. */
function addAttribute(
  alteration: Alteration,
  relation: CompositeRelation,
  definition: ColumnDef,
  command: AlterTableCmd,
): void {
  const { execution } = alteration;
  const name = definition.colname ?? "";
  const typed = typedTables(execution, relation, command);
  if (columnNamed(relation, name) !== undefined)
    execution.fail("42701", `column "${name}" of relation "${relation.name}" already exists`);
  const defined = defineColumn(execution, relation, definition, relation.nextColumn).column;
  replaceRelation(execution.edit, {
    ...relation,
    columns: [...relation.columns, defined],
    nextColumn: relation.nextColumn + 1,
  });
  for (const { id } of typed)
    add(alteration, alteration.table(id), definition, command, { recurse: true, inherited: false });
}

interface How {
  readonly recurse: boolean;
  readonly inherited: boolean;
}

function add(
  alteration: Alteration,
  table: Table,
  definition: ColumnDef,
  command: AlterTableCmd,
  how: How,
): void {
  const { execution } = alteration;
  const name = definition.colname ?? "";
  if (table.bound !== undefined && !how.inherited)
    execution.fail("42809", "cannot add column to a partition");
  refuseSystemName(execution, name);
  const existing = columnNamed(table, name);
  if (existing !== undefined) {
    if (command.missing_ok === true) return;
    execution.fail("42701", `column "${name}" of relation "${table.name}" already exists`);
  }
  if (!how.recurse && table.children.length > 0)
    execution.fail("42P16", "column must be added to child tables too");
  const defined = withKey(table, defineColumn(execution, table, definition, table.nextColumn));
  refuseIdentity(execution, table, defined, how);
  if (defined.sequence !== undefined) alteration.of(table.id).newSequences.push(defined.sequence);
  enter(alteration, table, defined, how);
  queueConstraints(alteration, table, defined, how);
  const handed = named(alteration.table(table.id), defined);
  for (const child of alteration.children(table)) addToChild(alteration, child, handed);
}

/** What children get, whose NOT NULL constraints are called as that of the parent (18). */
function named(table: Table, defined: ColumnDefinition): ColumnDefinition {
  const name = notNullOf(table, defined.column.number)?.name;
  return defined.notNull === undefined || name === undefined
    ? defined
    : { ...defined, notNull: { ...defined.notNull, name } };
}

/** A column that comes as the primary key comes NOT NULL, so that its default spares the scan (transformIndexConstraint). */
function withKey(table: Table, defined: ColumnDefinition): ColumnDefinition {
  const isKey = defined.constraints.some(({ contype }) => contype === "CONSTR_PRIMARY");
  if (!isKey || defined.notNull !== undefined || table.children.length > 0) return defined;
  return { ...defined, notNull: { name: undefined, noInherit: false } };
}

/** Children get the finished column: the same default, no sequence of their own. */
function addToChild(alteration: Alteration, child: Table, defined: ColumnDefinition): void {
  const existing = columnNamed(child, defined.column.name);
  if (existing !== undefined) {
    adopt(alteration, child, existing, defined);
    return;
  }
  const column: Column = { ...defined.column, number: child.nextColumn };
  const copy: ColumnDefinition = { ...defined, column, constraints: [] };
  enter(alteration, child, copy, { recurse: true, inherited: true });
  for (const below of alteration.children(child)) addToChild(alteration, below, defined);
}

/**
 * A child's own column of that name becomes an inherited one. From 18 on a NOT NULL is a constraint, which comes down to
 * it; before, it stayed as it was.
 */
function adopt(
  alteration: Alteration,
  table: Table,
  existing: Column,
  { column: wanted, notNull }: ColumnDefinition,
): void {
  const { execution } = alteration;
  if (!maySameType(existing.type, wanted.type))
    execution.fail("42804", `child table "${table.name}" has different type for column "${wanted.name}"`);
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: now.columns.map((each) =>
      each.number === existing.number ? { ...each, inherited: each.inherited + 1 } : each,
    ),
  }));
  if (notNull === undefined || !execution.server.isSince(18)) return;
  makeNotNull(alteration, alteration.table(table.id), existing, {
    ...plainNotNull,
    ...(notNull.name === undefined ? {} : { name: notNull.name }),
    inherited: true,
  });
}

function refuseIdentity(execution: Execution, table: Table, { column }: ColumnDefinition, how: How): void {
  if (column.identity === undefined || !how.recurse || table.children.length === 0) return;
  if (execution.server.isSince(17) && table.kind === "partitioned-table") return;
  execution.fail("42P16", "cannot recursively add identity column to table that has child tables");
}

function enter(alteration: Alteration, table: Table, defined: ColumnDefinition, how: How): void {
  const { execution } = alteration;
  const notNull = defined.notNull !== undefined;
  const column: Column = {
    ...defined.column,
    notNull,
    local: !how.inherited,
    inherited: how.inherited ? 1 : 0,
  };
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    columns: [...now.columns, column],
    nextColumn: column.number + 1,
  }));
  if (defined.generated !== undefined) {
    const generated = defined.generated;
    updateTable(execution.edit, table.id, (now) =>
      generatedExpression(execution, now, column.name, generated),
    );
  }
  if (defined.notNull !== undefined)
    makeNotNull(alteration, alteration.table(table.id), column, {
      ...plainNotNull,
      ...(defined.notNull.name === undefined ? {} : { name: defined.notNull.name }),
      noInherit: defined.notNull.noInherit,
      recurse: false,
      inherited: how.inherited,
    });
  judgeRows(alteration, alteration.table(table.id), defined, notNull);
}

/**
 * What the new column costs: nothing where all rows can share one value kept in the catalog, which a volatile
 * default, a stored generated column or a constrained domain forbid.
 */
function judgeRows(alteration: Alteration, table: Table, defined: ColumnDefinition, notNull: boolean): void {
  const { execution } = alteration;
  const { column, generated } = defined;
  if ((table.kind !== "table" && !isAssumed(table.id)) || alteration.creating) return;
  const isValued = column.default !== undefined || generated !== undefined || column.identity !== undefined;
  if (isValued) alteration.of(table.id).newValues = true;
  const constrained = domainConstrains(execution, column.type) || mayBeConstrained(execution, column.type);
  const value = column.default?.node ?? domainDefault(execution, column.type)?.node;
  if (column.identity !== undefined || generated?.kind === "stored") {
    alteration.rewrite(table, columnNamed(table, column.name)?.generated?.expression);
    return;
  }
  if (generated?.kind === "virtual") {
    if (notNull) {
      alteration.scan(table);
      execution.failIfViolated("23502", nullsIn(table, column));
    }
    return;
  }
  if (constrained && execution.server.isSince(19))
    execution.recorder.avoidWork(
      "PostgreSQL 19 may not rewrite the table for a domain with constraints: its release notes and its reference differ",
    );
  const isVolatile =
    value !== undefined && (volatilityOf(execution, value) === "volatile" || mayBeVolatile(execution, value));
  if (constrained || isVolatile) {
    alteration.rewrite(table, column.default);
    lockSequences(execution, column);
    if (value === undefined) refuseNulls(execution, table, column, notNull);
    return;
  }
  if (value !== undefined && !isNullConstant(value)) {
    execution.recorder.avoidWork(`the default of "${column.name}" is kept in the catalog, not in the rows`);
    if (volatilityOf(execution, value) === "stable")
      execution.recorder.surprises("one-value-for-all", table, column.name);
    refuseLongDefault(execution, column);
    if (column.default !== undefined) runStored(execution, [column.default], true);
    return;
  }
  if (!notNull) return;
  alteration.scan(table);
  failOnRows(execution, table, column);
}

/** The value is computed at once, and does not fit where it is longer than the column. */
function refuseLongDefault(execution: Execution, { default: written, type }: Column): void {
  const text = written === undefined ? undefined : stringOf(written.node);
  const [length] = type.modifiers;
  const isText = ["varchar", "bpchar"].some((name) => builtin(name).id === type.id) && !type.array;
  if (text === undefined || length === undefined || !isText) return;
  if (Array.from(text.trimEnd()).length > length)
    execution.fail("22001", `value too long for type ${formatType(execution, type)}`);
}

/** The new column is null in all rows, which it or its domain may refuse. */
function refuseNulls(execution: Execution, table: Table, column: Column, notNull: boolean): void {
  const refusing = domainThatRefusesNull(execution, column.type);
  if (refusing !== undefined)
    execution.failIfRows("23502", `domain ${refusing.name} does not allow null values`);
  else if (notNull) failOnRows(execution, table, column);
}

/** nextval runs for every row; on a sequence that was there before, it locks. */
function lockSequences(execution: Execution, column: Column): void {
  for (const used of column.default?.uses ?? []) {
    const sequence = execution.edit.get("relation", used);
    if (sequence?.kind === "sequence") execution.lock(sequence, "ROW EXCLUSIVE");
  }
}

function failOnRows(execution: Execution, table: Table, column: Column): void {
  execution.failIfRows("23502", nullsIn(table, column));
}

function nullsIn({ name }: Table, column: Column): string {
  return `column "${column.name}" of relation "${name}" contains null values`;
}

/**
 * Inline constraints become subcommands of later passes. A foreign key needs no check of the rows where the new
 * column is null in all of them (transformAlterTableStmt).
 */
function queueConstraints(alteration: Alteration, table: Table, defined: ColumnDefinition, how: How): void {
  if (how.inherited) return;
  for (const constraint of defined.constraints) {
    const isUnchecked = constraint.contype === "CONSTR_FOREIGN" && !defined.hasDefault;
    const given = isUnchecked ? { ...constraint, skip_validation: true, initially_valid: true } : constraint;
    const command: AlterTableCmd = { subtype: "AT_AddConstraint", def: { Constraint: given } };
    alteration.enqueue(table.id, passOfConstraint(command), command, true);
  }
}
