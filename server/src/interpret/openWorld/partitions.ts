import type { PartitionBoundSpec } from "@pgsql/types";
import type { Table } from "../../catalog/relations.ts";
import { displayName } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { amend } from "./relations.ts";
import { unnamedTable } from "./unnamed.ts";
import { isOpen } from "./world.ts";

const strategies = { l: "list", r: "range", h: "hash" } as const;

/** The key of an open table, of the strategy that a bound needs. */
export function refineKey(execution: Execution, parent: Table, bound: PartitionBoundSpec): Table {
  const { strategy: code } = bound;
  const { partitionKey } = parent;
  if (!isOpen(execution, parent) || partitionKey === undefined || partitionKey.parts.length > 0)
    return parent;
  if (code !== "l" && code !== "r" && code !== "h") return parent;
  if (partitionKey.strategy === strategies[code]) return parent;
  const key = { ...partitionKey, strategy: strategies[code] };
  amend(execution, parent.id, (known) => ("partitionKey" in known ? { ...known, partitionKey: key } : known));
  return { ...parent, partitionKey: key };
}

/** Has two tables, of which one is open, be partition and partitioned table, or child and parent. */
export function assumeChild(
  execution: Execution,
  parent: Table,
  table: Table,
  isPartition: boolean,
): boolean {
  if (!isOpen(execution, parent) && !isOpen(execution, table)) return false;
  if (table.bound !== undefined || (isPartition && table.parents.length > 0)) return false;
  const bound = { node: { PartitionBoundSpec: {} }, isDefault: false, detachPending: false };
  amend(execution, parent.id, (known) =>
    "children" in known ? { ...known, children: [...known.children, table.id] } : known,
  );
  amend(execution, table.id, (known) =>
    "parents" in known
      ? { ...known, parents: [...known.parents, parent.id], ...(isPartition ? { bound } : {}) }
      : known,
  );
  return true;
}

/** The default partition that an open table may have. */
export function perhapsDefault(execution: Execution, parent: Table): Table | undefined {
  if (!isOpen(execution, parent) || parent.partitionKey?.strategy === "hash") return undefined;
  return unnamedTable(execution, `the default partition of ${displayName(parent)}`);
}
