import type { AlterTableCmd } from "@pgsql/types";
import { columnNamed, isTable, type Relation } from "../../catalog/relations.ts";
import { typedTable } from "../createTable/typedTable.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { requireRelation, tableKinds } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { adoptParent, leaveParent } from "./parentage.ts";
import { maySameType } from "../types/typeRefs.ts";
import { tablesAndForeign, type Subcommand } from "../alterTable/subcommand.ts";
import { assumeChild } from "../openWorld/partitions.ts";

/** INHERIT parent: the parent is locked in SHARE UPDATE EXCLUSIVE (ATExecAddInherit). */
export const addInherit: Subcommand = {
  action: "INHERIT",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: tablesAndForeign,
  prepare: ({ execution }, relation) => refuseFixed(execution, relation),
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const table = alteration.table(relation.id);
    const parent = requireRelation(execution, parentOf(command), tableKinds);
    execution.lock(parent, "SHARE UPDATE EXCLUSIVE");
    if (!isTable(parent)) return execution.fail("42809", `"${parent.name}" is not a table`);
    if (parent.persistence === "temporary" && table.persistence !== "temporary")
      execution.fail("42809", `cannot inherit from temporary relation "${parent.name}"`);
    if (parent.kind === "partitioned-table")
      execution.fail("42809", `cannot inherit from partitioned table "${parent.name}"`);
    if (parent.bound !== undefined) execution.fail("42809", "cannot inherit from a partition");
    const below = descendantsOf(execution, table);
    for (const descendant of below) execution.lock(descendant, "ACCESS SHARE");
    if (parent.id === table.id || below.some(({ id }) => id === parent.id))
      execution.fail("42P07", "circular inheritance not allowed");
    if (table.parents.includes(parent.id))
      execution.fail("42P07", `relation "${parent.name}" would be inherited from more than once`);
    adoptParent(execution, table, parent);
  },
};

/** NO INHERIT parent: ACCESS SHARE on the parent. */
export const dropInherit: Subcommand = {
  action: "NO INHERIT",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: tablesAndForeign,
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const table = alteration.table(relation.id);
    if (table.bound !== undefined) execution.fail("42809", "cannot change inheritance of a partition");
    const parent = requireRelation(execution, parentOf(command), tableKinds);
    execution.lock(parent, "ACCESS SHARE");
    const isChild = (): boolean =>
      isTable(parent) && (table.parents.includes(parent.id) || assumeChild(execution, parent, table, false));
    if (!isTable(parent) || !isChild())
      return execution.fail("42P01", `relation "${parent.name}" is not a parent of relation "${table.name}"`);
    leaveParent(execution, alteration.table(table.id), alteration.table(parent.id));
  },
};

function refuseFixed(execution: Execution, relation: Relation): void {
  if (!isTable(relation)) return;
  if (relation.ofType !== undefined) execution.fail("42809", "cannot change inheritance of typed table");
  if (relation.bound !== undefined) execution.fail("42809", "cannot change inheritance of a partition");
  if (relation.kind === "partitioned-table")
    execution.fail("42809", "cannot change inheritance of partitioned table");
}

function parentOf(command: AlterTableCmd): Parameters<typeof requireRelation>[1] {
  return command.def !== undefined && "RangeVar" in command.def ? command.def.RangeVar : {};
}

/** OF type: the columns must be those of the composite type (ATExecAddOf). */
export const addOf: Subcommand = {
  action: "OF",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: tablesAndForeign,
  apply: (alteration, relation, command) => {
    const { execution } = alteration;
    const table = alteration.table(relation.id);
    if (command.def === undefined || !("TypeName" in command.def)) return;
    const type = typedTable(execution, command.def.TypeName);
    if (table.parents.length > 0) execution.fail("42809", "typed tables cannot inherit");
    for (const wanted of type.columns) {
      const own = columnNamed(table, wanted.name);
      if (own === undefined) return execution.fail("42804", `table is missing column "${wanted.name}"`);
      if (!maySameType(own.type, wanted.type))
        execution.fail("42804", `table "${table.name}" has different type for column "${wanted.name}"`);
    }
    const extra = table.columns.find(({ name }) => columnNamed(type, name) === undefined);
    if (extra !== undefined) execution.fail("42804", `table has extra column "${extra.name}"`);
    updateTable(execution.edit, table.id, (now) => ({ ...now, ofType: type.relation.type }));
  },
};

/** NOT OF. */
export const dropOf: Subcommand = {
  action: "NOT OF",
  lock: "ACCESS EXCLUSIVE",
  pass: "miscellaneous",
  on: tablesAndForeign,
  apply: ({ execution }, relation) => {
    if (!isTable(relation)) return;
    if (relation.ofType === undefined) execution.fail("42809", `"${relation.name}" is not a typed table`);
    updateTable(execution.edit, relation.id, (now) => {
      const { ofType, ...rest } = now;
      return ofType === undefined ? now : rest;
    });
  },
};
