import type { Node } from "@pgsql/types";
import type { Column, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isNullConstant } from "../nodes.ts";
import { constantOf } from "../partitions/values.ts";
import type { Condition } from "../query/conditions.ts";
import { partitionsFor } from "../partitions/pruning.ts";

/**
 * The partitions that the rows go to; all of them where the rows are not constants. Yields the tables that rows are
 * written to.
 */
export function lockRouted(
  execution: Execution,
  table: Table,
  targets: readonly Column[],
  values: readonly (readonly Node[])[] | undefined,
): readonly Table[] {
  if (table.kind !== "partitioned-table") return [table];
  const leaves = new Map<Table["id"], Table>();
  const rows = values?.map((row) => conditionsOf(table, targets, row));
  for (const conditions of rows ?? [[]])
    for (const partition of partitionsFor(execution, table, conditions)) {
      execution.lock(partition, "ROW EXCLUSIVE");
      if (partition.kind !== "partitioned-table") leaves.set(partition.id, partition);
    }
  return [...leaves.values()];
}

/** What is known of the columns of a row; those left out have their default, or are null. */
function conditionsOf(table: Table, targets: readonly Column[], row: readonly Node[]): readonly Condition[] {
  const written = new Map(targets.map(({ number }, position) => [number, row[position]]));
  return table.columns.flatMap((column): Condition[] => {
    const given = written.get(column.number);
    const isDefault = given === undefined || "SetToDefault" in given;
    if (isDefault && (column.identity ?? column.generated) !== undefined) return [];
    const node = isDefault ? column.default?.node : given;
    const on = { qualifier: undefined, column: column.name };
    if (node === undefined || isNullConstant(node)) return [{ kind: "null", ...on, isNull: true }];
    const value = constantOf(node);
    return value === undefined ? [] : [{ kind: "compare", ...on, operator: "=", value }];
  });
}
