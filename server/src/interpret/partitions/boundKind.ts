import type { PartitionBoundSpec } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { refuseForm } from "./boundForm.ts";
import type { Execution } from "../execution.ts";
import { tableById } from "../names/lookup.ts";
import { isEmpty, overlaps } from "./overlap.ts";
import { refineKey } from "../openWorld/partitions.ts";

const strategyCodes = { l: "list", r: "range", h: "hash" } as const;

/** What the bound itself must be, before any other table is looked at (transformPartitionBound). */
export function refuseKindOfBound(execution: Execution, known: Table, bound: PartitionBoundSpec): void {
  const parent = refineKey(execution, known, bound);
  const strategy = parent.partitionKey?.strategy;
  if (bound.is_default === true) {
    if (strategy === "hash")
      execution.fail("42P16", "a hash-partitioned table may not have a default partition");
    return;
  }
  const code = bound.strategy;
  const given = code === "l" || code === "r" || code === "h" ? strategyCodes[code] : undefined;
  if (given !== strategy)
    execution.fail("42P16", `invalid bound specification for a ${strategy ?? "range"} partition`);
  // The key of a table that no migration creates has as many columns as its bounds have values.
  if (parent.partitionKey?.parts.length !== 0) refuseForm(execution, parent, bound);
}

/** Refuses a bound of another kind than the parent's key, and a second default (check_new_partition_bound). */
export function refuseBound(
  execution: Execution,
  parent: Table,
  name: string,
  bound: PartitionBoundSpec,
): void {
  refuseKindOfBound(execution, parent, bound);
  if (bound.is_default === true) {
    const existing = parent.children
      .map((id) => tableById(execution, id))
      .find((child) => child.bound?.isDefault === true);
    if (existing !== undefined)
      execution.fail(
        "42P17",
        `partition "${name}" conflicts with existing default partition "${existing.name}"`,
      );
    return;
  }
  if (isEmpty(bound)) execution.fail("42P17", `empty range bound specified for partition "${name}"`);
  for (const id of parent.children) {
    const sibling = tableById(execution, id);
    const other = sibling.bound?.node;
    if (other !== undefined && "PartitionBoundSpec" in other && overlaps(bound, other.PartitionBoundSpec))
      execution.fail("42P17", `partition "${name}" would overlap partition "${sibling.name}"`);
  }
}
