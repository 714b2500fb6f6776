import type { PartitionBoundSpec } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { refuseForm } from "./boundForm.ts";
import type { Execution } from "../execution.ts";
import { tableById } from "../names/lookup.ts";
import { boundOf, isEmpty } from "./overlap.ts";
import { refineKey } from "../openWorld/partitions.ts";
import { siblingsOf, type Siblings } from "./siblings.ts";

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

/**
 * Refuses a bound of another kind than the parent's key, and one that overlaps (check_new_partition_bound). Returns the
 * partitions that it goes beside.
 */
export function refuseBound(
  execution: Execution,
  parent: Table,
  name: string,
  spec: PartitionBoundSpec,
): Siblings {
  refuseKindOfBound(execution, parent, spec);
  const siblings = siblingsOf(execution, parent);
  if (spec.is_default === true) {
    if (siblings.default !== undefined)
      execution.fail(
        "42P17",
        `partition "${name}" conflicts with existing default partition "${tableById(execution, siblings.default).name}"`,
      );
    return siblings;
  }
  const bound = boundOf(spec);
  if (isEmpty(bound)) execution.fail("42P17", `empty range bound specified for partition "${name}"`);
  const overlapping = siblings.overlapping(bound);
  if (overlapping !== undefined)
    execution.fail(
      "42P17",
      `partition "${name}" would overlap partition "${tableById(execution, overlapping).name}"`,
    );
  return siblings;
}
