import type { Node } from "@pgsql/types";
import { isView, type Column } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { fireForRows } from "../triggers/fire.ts";
import type { RowChange } from "../triggers/rowChange.ts";
import { fireRules, isReplacing } from "../triggers/fireRules.ts";
import { lockDefaults } from "../query/defaults.ts";
import type { Reading } from "../query/reading.ts";
import { refuseWrite } from "../session/readOnly.ts";
import type { ResultRelation } from "./resultRelation.ts";

/** What comes around the change of a table: the INSTEAD OF triggers of a view, and rules. */
export function finishTarget(
  reading: Reading,
  { relation, triggered, rules }: ResultRelation,
  change: RowChange,
  returning: unknown,
): void {
  const { execution } = reading;
  if (triggered !== undefined) refuseWrite(execution, triggered, change.event.toUpperCase());
  if (triggered !== undefined) fireForRows(execution, triggered, "instead-of", change);
  fireRules(reading, rules);
  if (returning === undefined || !isReplacing(rules)) return;
  const actions = rules.flatMap(({ rule }) => rule.actions ?? []);
  if (!actions.some(hasReturning))
    execution.fail(
      "0A000",
      `cannot perform ${change.event.toUpperCase()} RETURNING on relation "${relation.name}"`,
    );
}

function hasReturning(action: Node): boolean {
  return Object.values(action).some(
    (statement: object) => "returningClause" in statement || "returningList" in statement,
  );
}

/** The columns of the table behind for those that are assigned; of an unknown one nothing is said. */
export function columnsBehind(
  execution: Execution,
  { relation, columnOf, tables }: ResultRelation,
  assigned: readonly number[],
): readonly number[] {
  if (tables.length === 0) return [];
  // An element of an array may be set beside another of the same column.
  const numbers = [...new Set(assigned)].flatMap((number) => columnOf(number)?.number ?? []);
  if (isView(relation)) refuseTwice(execution, numbers, tables[0]?.columns ?? []);
  return numbers;
}

/** The same for the columns that INSERT gives, in the order of its values. A view has defaults of its own. */
export function columnsGiven(
  reading: Reading,
  target: ResultRelation,
  named: readonly Column[],
  values: readonly (readonly Node[])[] | undefined,
): readonly Column[] {
  const { relation, tables, columnOf } = target;
  if (tables.length === 0 || !isView(relation)) return named;
  const isGiven = (position: number): boolean => {
    const nodes = (values ?? []).map((row) => row[position]);
    return (
      values === undefined ||
      named[position]?.default !== undefined ||
      nodes.some((node) => node !== undefined && !("SetToDefault" in node))
    );
  };
  const columns = named.map((column, position) =>
    isGiven(position) ? (columnOf(column.number) ?? column) : column,
  );
  for (const column of relation.columns)
    if (column.default !== undefined && !named.includes(column)) {
      columnOf(column.number);
      lockDefaults(reading, column);
    }
  const given = columns.flatMap((column, position) => {
    const isFirst = named.findIndex((one) => one === named[position]) === position;
    return isGiven(position) && isFirst && column !== named[position] ? [column.number] : [];
  });
  refuseTwice(reading.execution, given, tables[0]?.columns ?? []);
  return columns;
}

/** Two columns of a view may be the same one of its table. */
function refuseTwice(execution: Execution, numbers: readonly number[], columns: readonly Column[]): void {
  const twice = numbers.find((number, position) => numbers.indexOf(number) !== position);
  const name = columns.find(({ number }) => number === twice)?.name;
  if (twice !== undefined && name !== undefined)
    execution.fail("42601", `multiple assignments to same column "${name}"`);
}
