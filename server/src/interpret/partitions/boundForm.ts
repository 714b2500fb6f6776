import type { Node, PartitionBoundSpec } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";

/** Refuses a bound that says too much, too little or nothing sensible (transformPartitionBound). */
export function refuseForm(execution: Execution, parent: Table, bound: PartitionBoundSpec): void {
  if (bound.strategy === "h") refuseHash(execution, parent, bound);
  if (bound.strategy !== "r") return;
  const columns = parent.partitionKey?.parts.length ?? 1;
  for (const [word, datums] of [
    ["FROM", bound.lowerdatums ?? []],
    ["TO", bound.upperdatums ?? []],
  ] as const)
    if (datums.length !== columns)
      execution.fail("42P16", `${word} must specify exactly one value per partitioning column`);
  for (const datums of [bound.lowerdatums ?? [], bound.upperdatums ?? []]) refuseEnd(execution, datums);
}

function refuseEnd(execution: Execution, datums: readonly Node[]): void {
  let open: "minvalue" | "maxvalue" | undefined;
  for (const node of datums) {
    if ("A_Const" in node && node.A_Const.isnull === true)
      execution.fail("42P17", "cannot specify NULL in range bound");
    const word = bareColumn(node);
    const now = word === "minvalue" || word === "maxvalue" ? word : undefined;
    if (open !== undefined && now !== open)
      execution.fail("42804", `every bound following ${open.toUpperCase()} must be the same`);
    open ??= now;
  }
}

function refuseHash(
  execution: Execution,
  parent: Table,
  { modulus = 0, remainder = 0 }: PartitionBoundSpec,
): void {
  if (parent.partitionKey?.strategy !== "hash") return;
  if (modulus <= 0)
    execution.fail("42P16", "modulus for hash partition must be an integer value greater than zero");
  if (remainder < 0)
    execution.fail(
      "42P16",
      "remainder for hash partition must be an integer value greater than or equal to zero",
    );
  if (remainder >= modulus) execution.fail("42P16", "remainder for hash partition must be less than modulus");
}
