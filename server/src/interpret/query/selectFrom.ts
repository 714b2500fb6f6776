import type { Node, SelectStmt } from "@pgsql/types";
import { asTruth, row, type Value } from "../values/value.ts";
import { aggregateOf, hasAggregate } from "./aggregates.ts";
import type { From } from "./from.ts";
import { outputName } from "./outputNames.ts";
import { forRows, isForValues, unreached, type Place, evaluate, type Selected, type Rows } from "./place.ts";
import type { QueryColumn } from "./scope.ts";
import { readConditionAt } from "./condition.ts";
import { evaluateTargets, rowsFrom, type Target } from "./targets.ts";
import { distinct, forBinding, holdsFor, type Bindings } from "./rows.ts";

/** WHERE, HAVING and the list of a query, evaluated row by row where the rows are known. */
export function selectFrom(
  at: Place,
  query: SelectStmt,
  { entries, bindings }: From,
  limit: Value,
): Selected {
  const targets = query.targetList ?? [];
  if (bindings === undefined || at.follows === "types" || !isFollowed(query)) {
    if (isForValues(at)) return { columns: [], rows: undefined };
    const each = forRows(at, entries.length > 0 || query.whereClause !== undefined);
    if (query.whereClause !== undefined) readConditionAt(each, query.whereClause, "WHERE");
    if (query.havingClause !== undefined) readConditionAt(each, query.havingClause, "HAVING");
    return { columns: columnsOf(evaluateTargets(each, targets)), rows: undefined };
  }
  if (query.fromClause === undefined && !targets.some(hasAggregate)) return selectOnce(at, query, limit);
  const kept = filtered(at, query, bindings);
  // Which rows there are may not be known, or which of them LIMIT leaves.
  const each = forRows(at, !kept.complete || limit !== null);
  const isReached = kept.bindings.length === 0 && !kept.complete;
  const columns = isForValues(at)
    ? []
    : columnsOf(evaluateTargets(isReached ? each : unreached(at), targets));
  if (targets.some(hasAggregate)) return { columns, rows: aggregated(each, targets, kept) };
  const rows = kept.bindings.flatMap((binding) =>
    rowsFrom(evaluateTargets(forBinding(each, binding), targets), binding),
  );
  return { columns, rows: withDistinct(query, { rows, complete: kept.complete }) };
}

/** Clauses that change which rows there are in ways that are not followed. */
function isFollowed({ withClause, groupClause, havingClause, limitOffset }: SelectStmt): boolean {
  return [withClause, groupClause, havingClause, limitOffset].every((clause) => clause === undefined);
}

function columnsOf(targets: readonly Target[]): readonly QueryColumn[] {
  return targets.flatMap(({ columns }) => columns);
}

function withDistinct({ distinctClause }: SelectStmt, found: Rows): Rows {
  return distinctClause === undefined ? found : { ...found, rows: distinct(found.rows) };
}

/** A query without FROM has one row, or none where its condition does not hold. */
function selectOnce(at: Place, query: SelectStmt, limit: Value): Selected {
  const { whereClause, targetList = [] } = query;
  const truth = whereClause === undefined ? true : asTruth(readConditionAt(at, whereClause, "WHERE").value);
  const isOpen = truth === undefined;
  const isOne = limit === null || (typeof limit === "number" && limit > 0);
  const isNone = limit === 0 || truth === false || truth === null;
  const found = evaluateTargets(isNone ? unreached(at) : forRows(at, isOpen || !isOne), targetList);
  const rows = truth === true && !isNone ? rowsFrom(found, new Map()) : [];
  return { columns: columnsOf(found), rows: withDistinct(query, { rows, complete: !isOpen }) };
}

/** The rows that WHERE keeps. It is looked at again and again, so calls in it are made once, for all rows. */
function filtered(at: Place, { whereClause }: SelectStmt, { bindings, complete }: Bindings): Bindings {
  if (whereClause === undefined) return { bindings, complete };
  const isNeverRun = bindings.length === 0 && complete;
  if (at.notes !== undefined) readConditionAt(isNeverRun ? unreached(at) : forRows(at), whereClause, "WHERE");
  const truths = bindings.map((binding) => holdsFor(at, binding, whereClause));
  return {
    bindings: bindings.filter((_, index) => truths[index] === true),
    complete: complete && !truths.includes(undefined),
  };
}

/** A query with aggregates and without GROUP BY has one row. */
function aggregated(at: Place, targets: readonly Node[], { bindings, complete }: Bindings): Rows {
  const scopes = bindings.map((binding) => forBinding(at, binding));
  const inner: Place = {
    ...at,
    notes: undefined,
    known: undefined,
    aggregate: (call) => aggregateOf(call, scopes, complete),
  };
  const fields = targets.flatMap((target): [string, Value][] => {
    if (!("ResTarget" in target) || target.ResTarget.val === undefined) return [];
    const { name, val } = target.ResTarget;
    return [[name ?? outputName(val), evaluate(inner, val).value]];
  });
  return { rows: [row(Object.fromEntries(fields))], complete: true };
}
