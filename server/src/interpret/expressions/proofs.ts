import type { A_Expr, Node } from "@pgsql/types";
import type { CheckConstraint, Column, Table } from "../../catalog/relations.ts";
import { bareColumn } from "./bareColumn.ts";
import { isNullConstant, stringOf } from "../nodes.ts";

/**
 * Whether a CHECK that holds for every row proves that a column is not null. A conjunct `column IS NOT NULL` does;
 * `column > 0` does not, since a CHECK passes on NULL. Every branch of an OR must prove it
 * (ConstraintImpliedByRelConstraint, predicate_implied_by with a weak clause). Of a row `IS NOT NULL` asks for each of
 * its fields, and is no proof (NullTest.argisrow).
 */
function provesNotNull(check: Node, column: Subject): boolean {
  return says(check, column, true);
}

/** Whether a CHECK refuses NULL in a column; of a row it may refuse more. */
export function checkRefusesNull(check: Node, name: string): boolean {
  return says(check, { name, isRow: false }, true);
}

/** The column that is to be proven. */
interface Subject {
  readonly name: string;
  /** Whether its values are rows. */
  readonly isRow: boolean;
}

/** Whether an expression being true (or false, for one under NOT) means that the column is not null. */
function says(node: Node, column: Subject, truth: boolean): boolean {
  if ("BoolExpr" in node) {
    const { boolop, args = [] } = node.BoolExpr;
    if (boolop === "NOT_EXPR") return args.some((arg) => says(arg, column, !truth));
    const isAnd = (boolop === "AND_EXPR") === truth;
    return isAnd
      ? args.some((arg) => says(arg, column, truth))
      : args.every((arg) => says(arg, column, truth));
  }
  if ("NullTest" in node) {
    const { nulltesttype, arg } = node.NullTest;
    return (nulltesttype === "IS_NOT_NULL") === truth && isColumn(arg, column, truth);
  }
  return "A_Expr" in node && saysByComparison(node.A_Expr, column, truth);
}

/** The column itself, or a row with it: one `IS NOT NULL` says it of each part. */
function isColumn(node: Node | undefined, { name, isRow }: Subject, all: boolean): boolean {
  if (node !== undefined && "RowExpr" in node) {
    const parts = node.RowExpr.args ?? [];
    return (all || parts.length === 1) && parts.some((part) => bareColumn(part) === name);
  }
  return !isRow && bareColumn(node) === name;
}

/** `(…) = true` and `column IS DISTINCT FROM NULL`, which the server takes for what they mean. */
function saysByComparison({ kind, name, lexpr, rexpr }: A_Expr, column: Subject, truth: boolean): boolean {
  const sides = [lexpr, rexpr];
  if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT")
    return (
      (kind === "AEXPR_DISTINCT") === truth &&
      sides.some((side) => side !== undefined && isNullConstant(side)) &&
      sides.some((side) => bareColumn(side) === column.name)
    );
  const operator = stringOf(name?.[0]);
  if (operator !== "=" && operator !== "<>") return false;
  return sides.some((side, at) => {
    const other = sides[1 - at];
    const value = booleanOf(side);
    return (
      value !== undefined &&
      other !== undefined &&
      says(other, column, truth === (value === (operator === "=")))
    );
  });
}

function booleanOf(node: Node | undefined): boolean | undefined {
  if (node === undefined || !("A_Const" in node) || node.A_Const.boolval === undefined) return undefined;
  return node.A_Const.boolval.boolval === true;
}

/** The checks that hold for every row now. */
export function provenChecks(table: Table): readonly CheckConstraint[] {
  return table.constraints.filter(
    (constraint): constraint is CheckConstraint =>
      constraint.kind === "check" && constraint.valid && constraint.enforced,
  );
}

/** Whether existing valid constraints prove that a column holds no null, so that no scan is needed. */
export function isProvenNotNull(table: Table, { name, notNull }: Column, isRow: boolean): boolean {
  return (
    notNull || provenChecks(table).some(({ expression }) => provesNotNull(expression.node, { name, isRow }))
  );
}
