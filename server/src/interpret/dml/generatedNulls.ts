import type { Column, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { valueAmong } from "../query/values.ts";

/**
 * The first generated column that is NOT NULL and comes to be null in a row of which some columns are known to be null;
 * undefined where nothing makes that certain (ExecConstraints).
 */
export function nullGenerated(
  execution: Execution,
  table: Table,
  isNull: (column: Column) => boolean,
): Column | undefined {
  const name = (parts: readonly string[]): null | undefined => {
    const column = table.columns.find((one) => one.name === parts.at(-1));
    return column !== undefined && column.generated === undefined && isNull(column) ? null : undefined;
  };
  return table.columns.find(
    ({ notNull, generated }) =>
      notNull && generated !== undefined && valueAmong(execution, generated.expression.node, name) === null,
  );
}
