import type { RenameStmt } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import {
  columnNamed,
  isIndex,
  isTable,
  type Column,
  type CompositeRelation,
  type Index,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";
import { expressionsOf } from "../drop/usedObjects.ts";
import type { Execution } from "../execution.ts";
import { renameColumnIn } from "../expressions/columns.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { relationById, tableById } from "../names/lookup.ts";
import { mapExpressions, mapTable } from "../expressions/mapExpressions.ts";
import { dependentsOf, replaceRelation, updateTable } from "../objects/objects.ts";
import { renamed } from "./renamed.ts";
import { columnOrAssumed, forgetColumn } from "../openWorld/columns.ts";

/** RENAME COLUMN and RENAME ATTRIBUTE, on children too (renameatt). */
export function renameAttribute(execution: Execution, statement: RenameStmt): void {
  const relation = renamed(execution, statement);
  if (relation === undefined) return;
  execution.lock(relation, "ACCESS EXCLUSIVE");
  const from = statement.subname ?? "";
  const to = statement.newname ?? "";
  if (isIndex(relation)) return;
  if (relation.kind === "sequence")
    return execution.fail("42809", `cannot rename columns of relation "${relation.name}"`);
  if (isTable(relation) && relation.ofType !== undefined)
    execution.fail("42809", "cannot rename column of typed table");
  refuseOnly(execution, relation, from, statement);
  if (relation.kind === "composite-type") {
    renameTyped(execution, relation, statement, from, to);
    renameHere(execution, relation, from, to, 0);
    return;
  }
  for (const [table, parents] of reached(execution, relation, statement.relation?.inh === true))
    renameHere(execution, table, from, to, parents);
}

/** Typed tables, and what inherits from them, follow with CASCADE alone. */
function renameTyped(
  execution: Execution,
  relation: CompositeRelation,
  statement: RenameStmt,
  from: string,
  to: string,
): void {
  for (const { object } of dependentsOf(execution.edit, relation.type)) {
    const table = execution.edit.get("relation", object);
    if (!isTable(table) || table.ofType !== relation.type) continue;
    if (statement.behavior !== "DROP_CASCADE")
      execution.fail("2BP01", `cannot alter type "${relation.name}" because it is the type of a typed table`);
    for (const [each, parents] of reached(execution, table, true))
      renameHere(execution, each, from, to, parents);
  }
}

function refuseOnly(
  execution: Execution,
  relation: Exclude<Relation, { kind: "sequence" } | Index>,
  from: string,
  statement: RenameStmt,
): void {
  if (isTable(relation) && relation.children.length > 0 && statement.relation?.inh !== true)
    execution.fail("42P16", `inherited column "${from}" must be renamed in child tables too`);
}

/** The relation and all that inherit from it, locked, with the number of parents among them. */
function reached(
  execution: Execution,
  relation: Exclude<Relation, { kind: "sequence" } | Index>,
  recurse: boolean,
): ReadonlyMap<Exclude<Relation, { kind: "sequence" } | Index>, number> {
  const found = new Map<
    string,
    { relation: Exclude<Relation, { kind: "sequence" } | Index>; parents: number }
  >();
  const visit = (table: Exclude<Relation, { kind: "sequence" } | Index>): void => {
    execution.lock(table, "ACCESS EXCLUSIVE");
    if (!isTable(table) || !recurse) return;
    for (const id of table.children) {
      const known = found.get(id);
      if (known !== undefined) {
        known.parents++;
        continue;
      }
      const child = tableById(execution, id);
      found.set(id, { relation: child, parents: 1 });
      visit(child);
    }
  };
  found.set(relation.id, { relation, parents: 0 });
  visit(relation);
  return new Map([...found.values()].map(({ relation: each, parents }) => [each, parents]));
}

function renameHere(
  execution: Execution,
  relation: Exclude<Relation, { kind: "sequence" } | Index>,
  from: string,
  to: string,
  expectedParents: number,
): void {
  const column = columnOrAssumed(execution, relation, from);
  if (column === undefined) {
    if (systemColumns.some((name) => name === from))
      execution.fail("0A000", `cannot rename system column "${from}"`);
    return execution.fail("42703", `column "${from}" does not exist`);
  }
  if (column.inherited > expectedParents) execution.fail("42P16", `cannot rename inherited column "${from}"`);
  if (columnNamed(relation, to) !== undefined || systemColumns.some((name) => name === to))
    execution.fail("42701", `column "${to}" of relation "${relation.name}" already exists`);
  forgetColumn(execution, relation, from);
  const known = relationById(execution, relation.id);
  if (isTable(known)) renameInTable(execution, known, column, to);
  else if (known.kind !== "sequence" && !isIndex(known))
    replaceRelation(execution.edit, {
      ...known,
      columns: known.columns.map((each) => (each.number === column.number ? { ...each, name: to } : each)),
    });
}

function renameInTable(execution: Execution, table: Table, column: Column, to: string): void {
  const follow = (expression: Expression): Expression =>
    expression.columns.includes(column.number) ? renameColumnIn(expression, column.name, to) : expression;
  updateTable(execution.edit, table.id, (now) => {
    const columns = now.columns.map((each) => (each.number === column.number ? { ...each, name: to } : each));
    return mapTable({ ...now, columns }, follow);
  });
  for (const id of table.indexes) {
    const index = relationById(execution, id);
    if (!isIndex(index) || !expressionsOf(index).some(({ columns }) => columns.includes(column.number)))
      continue;
    replaceRelation(execution.edit, mapExpressions(index, follow));
  }
}
