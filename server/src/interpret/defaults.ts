import type { Node } from "@pgsql/types";
import type { Column } from "../catalog/relations.ts";
import { conversion } from "./coercion.ts";
import type { Execution } from "./execution.ts";
import { columnReferences } from "./expressions.ts";
import { formatType } from "./formatType.ts";
import { typeOfValue } from "./valueType.ts";
import { walk } from "./walk.ts";

/** Refuses what no DEFAULT may hold (cookDefault, transformExpr). */
export function checkDefault(execution: Execution, column: Column, node: Node): void {
  if (columnReferences(node).length > 0)
    execution.fail("0A000", "cannot use column reference in DEFAULT expression");
  walk(node, (at) => {
    if ("SubLink" in at) execution.fail("0A000", "cannot use subquery in DEFAULT expression");
  });
  const type = typeOfValue(execution, undefined, node);
  if (type === undefined || conversion(execution, type, column.type, "assignment") !== "impossible") return;
  execution.fail(
    "42804",
    `column "${column.name}" is of type ${formatType(execution, column.type)} but default expression is of type ${formatType(execution, type)}`,
  );
}
