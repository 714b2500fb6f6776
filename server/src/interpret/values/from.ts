import type { Alias, JoinExpr, Node, RangeFunction, RangeVar } from "@pgsql/types";
import { knownRelation, splitName } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import { hintsIn, type Hints } from "./hints.ts";
import { rowsOf, within } from "./select.ts";
import { setReturning } from "./setReturning.ts";
import { scanSystemTable } from "../systemCatalogs/systemTables.ts";
import { asTruth, row, type Row, type Value } from "./value.ts";

/** One row of each FROM item, by the name under which it can be qualified. */
export type Binding = ReadonlyMap<string, Row>;

interface Joined {
  readonly bindings: readonly Binding[];
  readonly complete: boolean;
}

/** More combinations than this are not looked through. */
const mostBindings = 20_000;

/** All combinations of the rows of FROM that the conditions do not rule out. */
export function joinAll(at: Evaluation, items: readonly Node[], where: Node | undefined): Joined | undefined {
  let joined: Joined = { bindings: [new Map()], complete: true };
  for (const item of items) {
    const next = joinItem(at, joined, item, where);
    if (next === undefined) return undefined;
    joined = next;
  }
  return joined;
}

function joinItem(at: Evaluation, joined: Joined, item: Node, where: Node | undefined): Joined | undefined {
  if ("JoinExpr" in item) return joinPair(at, joined, item.JoinExpr, where);
  const source = sourceOf(at, item, where);
  if (source === undefined || source.rows.length * joined.bindings.length > mostBindings) return undefined;
  const bindings = joined.bindings.flatMap((binding) =>
    source.rows.map((each): Binding => new Map([...binding, [source.name, each]])),
  );
  return { bindings: kept(at, bindings, where), complete: joined.complete && source.complete };
}

function joinPair(
  at: Evaluation,
  joined: Joined,
  join: JoinExpr,
  where: Node | undefined,
): Joined | undefined {
  const { larg, rarg, jointype, quals, usingClause, isNatural, alias } = join;
  if (larg === undefined || rarg === undefined || isNatural === true || alias !== undefined) return undefined;
  // A row of an outer join that WHERE rules out must still count as missing, so only inner joins use WHERE early.
  const isInner = jointype === undefined || jointype === "JOIN_INNER";
  if (!isInner && jointype !== "JOIN_LEFT") return undefined;
  const left = joinItem(at, joined, larg, where);
  if (left === undefined) return undefined;
  const right = joinItem(at, { bindings: [new Map()], complete: true }, rarg, isInner ? quals : undefined);
  if (right === undefined || left.bindings.length * Math.max(right.bindings.length, 1) > mostBindings)
    return undefined;
  const using = stringsOf(usingClause);
  let complete = left.complete && right.complete;
  const bindings = left.bindings.flatMap((one): readonly Binding[] => {
    const pairs = right.bindings.map((other): Binding => new Map([...one, ...other]));
    const truths = pairs.map((pair) => fits(at, pair, quals, using));
    if (truths.includes(undefined)) complete = false;
    const fitting = pairs.filter((_, index) => truths[index] === true);
    return fitting.length > 0 || isInner ? fitting : [new Map([...one, ...nullRows(rarg)])];
  });
  return { bindings: isInner ? kept(at, bindings, where) : bindings, complete };
}

function nullRows(item: Node): readonly [string, Row][] {
  return "RangeVar" in item
    ? [
        [
          item.RangeVar.alias?.aliasname ?? item.RangeVar.relname ?? "",
          { kind: "row", fields: new NullFields() },
        ],
      ]
    : [];
}

/** The row that stands for none: every column is NULL. */
class NullFields extends Map<string, Value> {
  override get(): Value {
    return null;
  }
}

function fits(
  at: Evaluation,
  pair: Binding,
  quals: Node | undefined,
  using: readonly string[],
): boolean | null | undefined {
  const rows = [...pair.values()];
  for (const column of using) {
    const values = rows.filter(({ fields }) => fields.has(column)).map(({ fields }) => fields.get(column));
    if (values.includes(undefined)) return undefined;
    if (values.some((value) => value !== values[0])) return false;
  }
  return quals === undefined ? true : asTruth(evaluate(within(at, pair), quals));
}

/** Without what the condition rules out already; names that are not bound yet rule out nothing. */
function kept(at: Evaluation, bindings: readonly Binding[], where: Node | undefined): readonly Binding[] {
  if (where === undefined) return bindings;
  return bindings.filter((binding) => {
    const truth = asTruth(evaluate(within(at, binding), where));
    return truth === true || truth === undefined;
  });
}

interface Source {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly complete: boolean;
}

function sourceOf(at: Evaluation, item: Node, where: Node | undefined): Source | undefined {
  if ("RangeVar" in item) return systemTable(at, item.RangeVar, where);
  if ("RangeFunction" in item) return functionRows(at, item.RangeFunction);
  if (!("RangeSubselect" in item)) return undefined;
  const { subquery, alias } = item.RangeSubselect;
  const found =
    subquery !== undefined && "SelectStmt" in subquery ? rowsOf(at, subquery.SelectStmt) : undefined;
  if (found === undefined) return undefined;
  return {
    name: alias?.aliasname ?? "",
    rows: found.rows.map((each) => renamed(each, alias)),
    complete: found.complete,
  };
}

function systemTable(at: Evaluation, range: RangeVar, where: Node | undefined): Source | undefined {
  const { schemaname, relname = "", alias } = range;
  const name = alias?.aliasname ?? relname;
  if (schemaname === undefined && knownRelation(at.execution, range) !== undefined) return undefined;
  const hints: Hints = hintsIn(at, where, name);
  const found = scanSystemTable(at.execution, schemaname, relname, hints);
  return found === undefined ? undefined : { name, ...found };
}

function functionRows(
  at: Evaluation,
  { functions = [], alias, ordinality }: RangeFunction,
): Source | undefined {
  const [pair, second] = functions;
  const call = pair !== undefined && "List" in pair ? pair.List.items?.[0] : undefined;
  if (second !== undefined || ordinality === true || call === undefined || !("FuncCall" in call))
    return undefined;
  const values = setReturning(at, call.FuncCall);
  if (values === undefined) return undefined;
  const name = alias?.aliasname ?? splitName(call.FuncCall.funcname).name;
  const column = stringsOf(alias?.colnames)[0] ?? name;
  return { name, rows: values.map((value) => row({ [column]: value })), complete: true };
}

function renamed(each: Row, alias: Alias | undefined): Row {
  const names = stringsOf(alias?.colnames);
  if (names.length === 0) return each;
  return {
    kind: "row",
    fields: new Map([...each.fields].map(([key, value], index) => [names[index] ?? key, value])),
  };
}
