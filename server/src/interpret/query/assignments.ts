import type { Node } from "@pgsql/types";
import { isTable, isView, type Column, type Relation } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { refuseLiteral } from "../types/literals.ts";

/** The numbers of the columns that SET assigns; 42703 for one that is missing. */
export function assignedColumns(
  execution: Execution,
  relation: { readonly name: string; readonly columns: readonly Column[] },
  targets: readonly Node[] | undefined,
): readonly number[] {
  return (targets ?? []).flatMap((node) => {
    if (!("ResTarget" in node)) return [];
    const name = node.ResTarget.name ?? "";
    const column = relation.columns.find((one) => one.name === name);
    return (
      column?.number ??
      execution.fail("42703", `column "${name}" of relation "${relation.name}" does not exist`)
    );
  });
}

/** Fails where SET gives a column a literal that is no value of its type. */
export function refuseAssigned(execution: Execution, relation: Relation, node: Node): void {
  if (!("ResTarget" in node) || (!isTable(relation) && !isView(relation))) return;
  const { name, indirection, val } = node.ResTarget;
  const column = relation.columns.find((one) => one.name === name);
  if (indirection === undefined) refuseLiteral(execution, column?.type, val);
}
