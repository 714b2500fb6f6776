import type { ColumnRef, Node } from "@pgsql/types";
import type { Expression } from "../../catalog/expression.ts";
import { columnNamed, type Column } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { refuseLiteralsAt } from "../types/literals.ts";
import { requireCondition } from "../query/condition.ts";
import { QueryReading } from "../query/queryReading.ts";
import { emptyScope } from "../query/scope.ts";
import { bareColumn } from "./bareColumn.ts";
import { systemColumns } from "./systemColumns.ts";
import { withUses } from "./dependencies.ts";
import { find, walk } from "../walk.ts";
import type { RelationId } from "../../catalog/ids.ts";
import { assumeColumn } from "../openWorld/columns.ts";

/** What an expression of a relation can refer to. */
export interface ColumnScope {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Of a relation that may have columns that are not known. */
  readonly id?: RelationId;
  /** True where other columns than these may be meant. */
  readonly open?: boolean;
}

/** An expression over one relation's columns, as the catalog keeps it; fails with 42703 on an unknown column. */
export function expressionOver(
  execution: Execution,
  node: Node,
  scope: ColumnScope,
  wanted?: TypeRef,
): Expression {
  walk(node, (at) => {
    refuseLiteralsAt(execution, at, (side) => columnNamed(scope, bareColumn(side) ?? "")?.type);
  });
  const columns = columnsIn(execution, node, scope);
  const entry = { name: scope.name, columns: scope.columns, open: false };
  return withUses(execution, { node, columns }, { ...emptyScope, entries: [entry] }, wanted);
}

/**
 * As above, of a condition; fails with 42804 where it is none.
 *
 * @param construct what asks whether it holds, as the server calls it
 */
export function conditionOver(
  execution: Execution,
  node: Node,
  scope: ColumnScope,
  construct: string,
): Expression {
  const expression = expressionOver(execution, node, scope);
  const entry = { name: scope.name, columns: scope.columns, open: scope.open === true };
  const reading = new QueryReading(execution, false, true);
  requireCondition(reading, node, { ...emptyScope, entries: [entry] }, construct);
  return expression;
}

/** The numbers of the columns that an expression over one relation reads, each once, ascending. */
export function columnsIn(execution: Execution, node: Node, scope: ColumnScope): readonly number[] {
  const numbers = new Set<number>();
  for (const reference of columnReferences(node))
    for (const number of resolve(execution, reference, scope)) numbers.add(number);
  return [...numbers].sort((a, b) => a - b);
}

/** All column references of an expression, those in subqueries too. */
export function columnReferences(node: Node): ColumnRef[] {
  return find(node, (at) => ("ColumnRef" in at ? at.ColumnRef : undefined));
}

function resolve(execution: Execution, reference: ColumnRef, scope: ColumnScope): readonly number[] {
  const parts = stringsOf(reference.fields);
  if (isStar(reference.fields)) return scope.columns.map(({ number }) => number);
  const name = parts.at(-1) ?? "";
  const column = columnNamed(scope, name) ?? assumedIn(execution, scope, name);
  if (column !== undefined) return [column.number];
  if (systemColumns.some((system) => system === name)) return [];
  // A bare relation name stands for the whole row.
  if (parts.length === 1 && name === scope.name) return scope.columns.map(({ number }) => number);
  if (scope.open === true) return [];
  return execution.fail("42703", `column "${parts.join(".")}" does not exist`);
}

function assumedIn(
  execution: Execution,
  { id, name: relation }: ColumnScope,
  name: string,
): Column | undefined {
  if (id === undefined || name === relation) return undefined;
  const found = execution.edit.get("relation", id);
  return found === undefined ? undefined : assumeColumn(execution, found, name);
}

/** The same expression with a column under its new name, as attribute numbers would show it. */
export function renameColumnIn(expression: Expression, from: string, to: string): Expression {
  const node = structuredClone(expression.node);
  walk(node, (at) => {
    if (!("ColumnRef" in at)) return;
    const last = at.ColumnRef.fields?.at(-1);
    if (last !== undefined && "String" in last && last.String.sval === from) last.String.sval = to;
  });
  return { ...expression, node };
}
