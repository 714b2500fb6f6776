import type { CreateStatsStmt } from "@pgsql/types";
import { columnNamed, isTable, isView } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { columnsIn } from "../expressions.ts";
import { requireRelation, splitName } from "../lookup.ts";
import { chooseName } from "../objects.ts";
import { otherNamed, putOther } from "../otherObjects.ts";

/** CREATE STATISTICS: SHARE UPDATE EXCLUSIVE on the table. */
export function createStatistics(execution: Execution, statement: CreateStatsStmt): void {
  if (statement.defnames === undefined && execution.target.major < 16)
    execution.fail("42601", 'syntax error at or near "ON"');
  const { name: written } = splitName(statement.defnames);
  const [from] = statement.relations ?? [];
  if (from === undefined || !("RangeVar" in from))
    return execution.fail("0A000", "only a single relation is allowed in CREATE STATISTICS");
  const relation = requireRelation(execution, from.RangeVar);
  execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
  if (!isTable(relation) && !isView(relation))
    return execution.fail("42809", `cannot define statistics for relation "${relation.name}"`);
  const words: string[] = [];
  const columns = (statement.exprs ?? []).flatMap((node): readonly number[] => {
    if (!("StatsElem" in node)) return [];
    const { name, expr } = node.StatsElem;
    words.push(name ?? "expr");
    if (name === undefined) return expr === undefined ? [] : columnsIn(execution, expr, relation);
    return [
      columnNamed(relation, name)?.number ?? execution.fail("42703", `column "${name}" does not exist`),
    ];
  });
  if (new Set(columns).size < columns.length && words.every((word) => word !== "expr"))
    execution.fail("42701", "duplicate column name in statistics definition");
  const isTaken = (name: string): boolean => otherNamed(execution, "statistics object", name) !== undefined;
  const name = written === "" ? chooseName(relation.name, words.join("_"), "stat", isTaken) : written;
  if (isTaken(name)) {
    if (statement.if_not_exists === true) return;
    execution.fail("42710", `statistics object "${name}" already exists`);
  }
  putOther(execution, "statistics object", name, [{ relation: relation.id, columns }]);
}
