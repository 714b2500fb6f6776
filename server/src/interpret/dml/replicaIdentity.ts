import { isIndex, type Table } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { publishedActions } from "../publications/published.ts";

/**
 * Fails where a table publishes the change but has no replica identity to tell its rows apart by; already when the
 * statement starts, whatever rows there are (CheckCmdReplicaIdentity).
 */
export function refuseWithoutIdentity(execution: Execution, table: Table, action: "update" | "delete"): void {
  if (table.kind === "partitioned-table") {
    for (const partition of descendantsOf(execution, table))
      if (partition.kind === "table") refuseWithoutIdentity(execution, partition, action);
    return;
  }
  if (table.kind !== "table" || table.persistence !== "permanent" || hasIdentity(execution, table)) return;
  if (publishedActions(execution, table).has(action))
    execution.fail(
      "55000",
      `cannot ${action === "update" ? "update" : "delete from"} table "${table.name}" because it does not have a replica identity and publishes ${action}s`,
    );
}

function hasIdentity(execution: Execution, { replicaIdentity, constraints }: Table): boolean {
  if (replicaIdentity === "full") return true;
  if (replicaIdentity === "nothing") return false;
  if (replicaIdentity !== "default") return isIndex(execution.edit.get("relation", replicaIdentity.index));
  return constraints.some(({ kind, deferrable }) => kind === "primary-key" && !deferrable);
}
