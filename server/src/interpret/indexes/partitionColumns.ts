import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";

/** Uniqueness is kept per partition, so the key must tell the partition (DefineIndex). */
export function requirePartitionColumns(execution: Execution, table: Table, keys: readonly string[]): void {
  for (const part of table.partitionKey?.parts ?? []) {
    if (typeof part !== "number")
      execution.fail("0A000", "unsupported unique constraint with partition key definition");
    const column = table.columns.find(({ number }) => number === part);
    if (column !== undefined && !keys.includes(column.name))
      execution.fail("0A000", "unique constraint on partitioned table must include all partitioning columns");
  }
}
