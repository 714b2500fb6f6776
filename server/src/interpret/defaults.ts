import type { Node } from "@pgsql/types";
import type { Column } from "../catalog/relations.ts";
import type { Execution } from "./execution.ts";
import { columnReferences } from "./expressions.ts";
import { walk } from "./walk.ts";

/** Refuses what no DEFAULT may hold (cookDefault, transformExpr). */
export function checkDefault(execution: Execution, _column: Column, node: Node): void {
  if (columnReferences(node).length > 0)
    execution.fail("0A000", "cannot use column reference in DEFAULT expression");
  walk(node, (at) => {
    if ("SubLink" in at) execution.fail("0A000", "cannot use subquery in DEFAULT expression");
  });
}
