import type { FuncCall, Node, SelectStmt } from "@pgsql/types";
import { integerOf, isStar, itemsOf } from "../nodes.ts";
import { splitName } from "../names/lookup.ts";
import { outputName } from "../query/outputNames.ts";
import { find } from "../walk.ts";
import { aggregateOf, isAggregate } from "./aggregates.ts";
import { evaluate, withCalls, type Evaluation } from "./evaluate.ts";
import { joinAll, type Binding } from "./from.ts";
import { setReturning } from "./setReturning.ts";
import { asTruth, isList, row, sameValue, type Row, type Value } from "./value.ts";

/** The rows of a query on the system catalogs. */
export interface Rows {
  readonly rows: readonly Row[];
  /** False where there may be more of them, or fewer. */
  readonly complete: boolean;
}

/** The rows that a query yields, as far as the catalog decides; undefined where it does not. */
export function rowsOf(at: Evaluation, select: SelectStmt): Rows | undefined {
  if (select.valuesLists !== undefined) return valuesOf(at, select.valuesLists);
  if (select.op !== undefined && select.op !== "SETOP_NONE") return undefined;
  const unfollowed = [select.withClause, select.groupClause, select.havingClause, select.limitOffset];
  if (unfollowed.some((clause) => clause !== undefined)) return undefined;
  const bound = bindings(at, select);
  if (bound === undefined) return undefined;
  const targets = select.targetList ?? [];
  // Which rows there are may not be known, or which of them LIMIT leaves.
  const isCertain = bound.complete && select.limitCount === undefined;
  const each = isCertain ? at : withCalls(at, "made-if-rows");
  if (targets.some(hasAggregate)) return aggregated(each, targets, bound);
  const rows = bound.bindings.flatMap((binding) => project(within(each, binding), targets, binding));
  return limited(at, select, {
    rows: select.distinctClause === undefined ? rows : distinct(rows),
    complete: bound.complete,
  });
}

function valuesOf(at: Evaluation, lists: readonly Node[]): Rows {
  const rows = lists.map((each) =>
    row(Object.fromEntries(itemsOf(each).map((item, index) => [`column${index + 1}`, evaluate(at, item)]))),
  );
  return { rows, complete: true };
}

interface Bindings {
  readonly bindings: readonly Binding[];
  readonly complete: boolean;
}

/** The rows of FROM that WHERE keeps. It is looked at again and again, so calls in it are only asked for a value. */
function bindings(at: Evaluation, { fromClause = [], whereClause }: SelectStmt): Bindings | undefined {
  const asked = fromClause.length === 0 ? at : withCalls(at, "asked");
  const joined = joinAll(asked, fromClause, whereClause);
  if (joined === undefined) return undefined;
  const truths = joined.bindings.map((binding) =>
    whereClause === undefined ? true : asTruth(evaluate(within(asked, binding), whereClause)),
  );
  return {
    bindings: joined.bindings.filter((_, index) => truths[index] === true),
    complete: joined.complete && !truths.includes(undefined),
  };
}

/** Names of the query's own rows come first, then those around it. */
export function within(at: Evaluation, binding: Binding): Evaluation {
  return {
    execution: at.execution,
    calls: at.calls,
    name(parts) {
      const [column = "", qualifier] = [...parts].reverse();
      if (qualifier !== undefined) {
        const entry = binding.get(qualifier);
        return entry === undefined ? at.name(parts) : entry.fields.get(column);
      }
      for (const { fields } of binding.values()) if (fields.has(column)) return fields.get(column);
      return binding.get(column) ?? at.name(parts);
    },
  };
}

function hasAggregate(target: Node): boolean {
  return (
    find(target, (node) => ("FuncCall" in node && isAggregate(node.FuncCall) ? node : undefined)).length > 0
  );
}

/** A query with aggregates and without GROUP BY has one row. */
function aggregated(at: Evaluation, targets: readonly Node[], { bindings: all, complete }: Bindings): Rows {
  const scopes = all.map((binding) => within(at, binding));
  const inner: Evaluation = {
    execution: at.execution,
    calls: at.calls,
    name: (parts) => at.name(parts),
    aggregate: (call: FuncCall) => (isAggregate(call) ? aggregateOf(call, scopes, complete) : undefined),
  };
  const fields = targets.flatMap((target): [string, Value][] => {
    if (!("ResTarget" in target) || target.ResTarget.val === undefined) return [];
    return [
      [target.ResTarget.name ?? outputName(target.ResTarget.val), evaluate(inner, target.ResTarget.val)],
    ];
  });
  return { rows: [row(Object.fromEntries(fields))], complete: true };
}

function project(at: Evaluation, targets: readonly Node[], binding: Binding): readonly Row[] {
  const [only, second] = targets;
  if (only !== undefined && second === undefined) {
    const many = setTarget(at, only);
    if (many !== undefined) return many;
  }
  const fields = new Map<string, Value>();
  targets.forEach((target, position) => {
    if (!("ResTarget" in target) || target.ResTarget.val === undefined) return;
    const { name, val } = target.ResTarget;
    if ("ColumnRef" in val && isStar(val.ColumnRef.fields))
      for (const entry of binding.values()) for (const [key, value] of entry.fields) fields.set(key, value);
    else {
      const called = name ?? outputName(val);
      fields.set(fields.has(called) ? `${called} ${position}` : called, evaluate(at, val));
    }
  });
  return [{ kind: "row", fields }];
}

/** `SELECT unnest(…)` makes several rows of one. */
function setTarget(at: Evaluation, target: Node): readonly Row[] | undefined {
  if (!("ResTarget" in target) || target.ResTarget.val === undefined || !("FuncCall" in target.ResTarget.val))
    return undefined;
  const call = target.ResTarget.val.FuncCall;
  const values = setReturning(at, call);
  const name = target.ResTarget.name ?? splitName(call.funcname).name;
  return values?.map((value) => row({ [name]: value }));
}

function distinct(rows: readonly Row[]): readonly Row[] {
  return rows.filter((one, index) => rows.findIndex((other) => sameRow(one, other)) === index);
}

function sameRow(one: Row, other: Row): boolean {
  return one === other || [...one.fields].every(([key, value]) => sameValue(value, other.fields.get(key)));
}

/** Which rows LIMIT leaves depends on an order that is not followed. */
function limited(at: Evaluation, { limitCount }: SelectStmt, found: Rows): Rows {
  const limit = limitCount === undefined ? undefined : (integerOf(limitCount) ?? evaluate(at, limitCount));
  if (limit === undefined || limit === null || isList(limit)) return found;
  return typeof limit === "number" && found.rows.length <= limit
    ? found
    : {
        rows: found.rows.slice(0, typeof limit === "number" ? limit : 0),
        complete: limit === 1 && found.complete && allSame(found.rows),
      };
}

function allSame(rows: readonly Row[]): boolean {
  return rows.every((one) => rows[0] !== undefined && sameRow(rows[0], one));
}
