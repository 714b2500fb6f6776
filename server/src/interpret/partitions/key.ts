import type { PartitionElem, PartitionSpec } from "@pgsql/types";
import { ownComparison } from "../../catalog/ownComparison.ts";
import type { Column, PartitionKey, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { expressionOver } from "../expressions/columns.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { requireOperatorClass } from "../indexes/operatorClass.ts";
import { requirePlainExpression } from "../expressions/plainExpression.ts";
import { volatilityOf } from "../expressions/volatility.ts";
import { columnOrAssumed } from "../openWorld/columns.ts";

const strategies = {
  PARTITION_STRATEGY_LIST: "list",
  PARTITION_STRATEGY_RANGE: "range",
  PARTITION_STRATEGY_HASH: "hash",
} as const;

/** PARTITION BY (ComputePartitionAttrs). `generated`: the names of the columns that are generated. */
export function partitionKeyOf(
  execution: Execution,
  table: Table,
  spec: PartitionSpec,
  generated: readonly string[],
): PartitionKey {
  const strategy = strategies[spec.strategy ?? "PARTITION_STRATEGY_RANGE"];
  const elements = (spec.partParams ?? []).flatMap((node) =>
    "PartitionElem" in node ? [node.PartitionElem] : [],
  );
  if (strategy === "list" && elements.length !== 1)
    execution.fail("42P17", 'cannot use "list" partition strategy with more than one column');
  const parts = elements.map((element) => partOf(execution, table, element, generated));
  elements.forEach(({ opclass }, position) => {
    const type = table.columns.find(({ number }) => number === parts[position])?.type;
    if (type !== undefined && opclass === undefined)
      requireOperatorClass(execution, type, strategy === "hash" ? "hash" : "btree");
  });
  return {
    ...{ strategy, parts },
    ...ownComparison(spec, table.columns, execution.server),
  };
}

/** Rows are routed before their generated columns are computed. */
function refuseGenerated(execution: Execution, read: readonly Column[], generated: readonly string[]): void {
  if (read.some((column) => column.generated !== undefined || generated.includes(column.name)))
    execution.fail("42P17", "cannot use generated column in partition key");
}

function partOf(
  execution: Execution,
  table: Table,
  element: PartitionElem,
  generated: readonly string[],
): PartitionKey["parts"][number] {
  if (element.name !== undefined) {
    if (systemColumns.some((name) => name === element.name))
      execution.fail("42P17", `cannot use system column "${element.name}" in partition key`);
    const column =
      columnOrAssumed(execution, table, element.name) ??
      execution.fail("42703", `column "${element.name}" named in partition key does not exist`);
    refuseGenerated(execution, [column], generated);
    return column.number;
  }
  const node = element.expr ?? execution.giveUp("a partition key without an expression");
  const expression = expressionOver(execution, node, table);
  const read = table.columns.filter(({ number }) => expression.columns.includes(number));
  refuseGenerated(execution, read, generated);
  requirePlainExpression(execution, node, "partition key expression");
  if (volatilityOf(execution, node, table) !== "immutable")
    execution.fail("42P17", "functions in partition key expression must be marked IMMUTABLE");
  if (expression.columns.length === 0)
    execution.fail("42P17", "cannot use constant expression as partition key");
  return expression;
}
