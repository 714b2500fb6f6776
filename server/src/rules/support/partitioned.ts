import type { RangeVar } from "@pgsql/types";
import { isTable, type Table } from "../../catalog/relations.ts";
import { isNamed } from "./namedObjects.ts";
import { locksOnOld, type Affected } from "./affected.ts";
import type { RuleContext } from "../rule.ts";

/**
 * The partitioned table that a statement locks, as it was before; undefined where there is none. `named`: only the one
 * that the statement names so.
 */
export function partitionedTable(
  { entry }: Affected,
  context: RuleContext,
  named?: RangeVar,
): Table | undefined {
  for (const { relation } of locksOnOld(entry, context)) {
    if (named !== undefined && !isNamed({ schema: named.schemaname, name: named.relname }, relation.name))
      continue;
    const found = entry.before.get("relation", relation.id);
    if (isTable(found) && found.kind === "partitioned-table") return found;
  }
  return undefined;
}

/** Whether a partitioned table has a default partition; then none is detached CONCURRENTLY (ATExecDetachPartition). */
export function hasDefault({ entry }: Affected, { children }: Table): boolean {
  return children.some((id) => {
    const child = entry.before.get("relation", id);
    return isTable(child) && child.bound?.isDefault === true;
  });
}
