import type { Node } from "@pgsql/types";
import type { Column } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";

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
