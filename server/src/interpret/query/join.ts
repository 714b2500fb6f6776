import type { JoinExpr, Node } from "@pgsql/types";
import { stringsOf } from "../nodes.ts";
import type { Row, Value } from "../values/value.ts";
import { type Place, type Rows } from "./place.ts";
import { holdsFor, type Binding, type Bindings } from "./rows.ts";

/** More combinations than this are not looked through. */
const mostBindings = 20_000;

/** The one combination of no rows, before anything is joined. */
export const noRows: Bindings = { bindings: [new Map()], complete: true };

/** Each combination with each row of one more item, without what the condition rules out already. */
export function crossed(
  at: Place,
  before: Bindings | undefined,
  name: string,
  source: Rows | undefined,
  where: Node | undefined,
): Bindings | undefined {
  if (before === undefined || source === undefined) return undefined;
  if (source.rows.length * before.bindings.length > mostBindings) return undefined;
  const bindings = before.bindings.flatMap((binding) =>
    source.rows.map((each): Binding => new Map([...binding, [name, each]])),
  );
  return { bindings: kept(at, bindings, where), complete: before.complete && source.complete };
}

/** Which joins are followed row by row. */
export function joinKind({ jointype, isNatural, alias }: JoinExpr): "inner" | "left" | undefined {
  if (isNatural === true || alias !== undefined) return undefined;
  // A row of an outer join that WHERE rules out must still count as missing, so only inner joins use WHERE early.
  if (jointype === undefined || jointype === "JOIN_INNER") return "inner";
  return jointype === "JOIN_LEFT" ? "left" : undefined;
}

/** The pairs of two sides that the condition of a join lets through. */
export function paired(
  at: Place,
  join: JoinExpr,
  left: Bindings | undefined,
  right: Bindings | undefined,
  where: Node | undefined,
): Bindings | undefined {
  const kind = joinKind(join);
  if (kind === undefined || left === undefined || right === undefined) return undefined;
  if (left.bindings.length * Math.max(right.bindings.length, 1) > mostBindings) return undefined;
  const using = stringsOf(join.usingClause);
  let complete = left.complete && right.complete;
  const bindings = left.bindings.flatMap((one): readonly Binding[] => {
    const pairs = right.bindings.map((other): Binding => new Map([...one, ...other]));
    const truths = pairs.map((pair) => fits(at, pair, join.quals, using));
    if (truths.includes(undefined)) complete = false;
    const fitting = pairs.filter((_, index) => truths[index] === true);
    return fitting.length > 0 || kind === "inner" ? fitting : [new Map([...one, ...nullRows(join.rarg)])];
  });
  return { bindings: kind === "inner" ? kept(at, bindings, where) : bindings, complete };
}

function nullRows(item: Node | undefined): readonly [string, Row][] {
  if (item === undefined || !("RangeVar" in item)) return [];
  const { alias, relname = "" } = item.RangeVar;
  return [[alias?.aliasname ?? relname, { kind: "row", fields: new NullFields() }]];
}

/** The row that stands for none: every column is NULL. */
class NullFields extends Map<string, Value> {
  override get(): Value {
    return null;
  }
}

function fits(
  at: Place,
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
  return quals === undefined ? true : holdsFor(at, pair, quals);
}

/** Without what the condition rules out already; names that are not bound yet rule out nothing. */
function kept(at: Place, bindings: readonly Binding[], where: Node | undefined): readonly Binding[] {
  if (where === undefined) return bindings;
  return bindings.filter((binding) => {
    const truth = holdsFor(at, binding, where);
    return truth === true || truth === undefined;
  });
}
