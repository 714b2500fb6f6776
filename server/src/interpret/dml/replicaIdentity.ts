import { isIndex, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { isMisfit, type ReplicaIdentity } from "../publications/misfit.ts";
import { publicationsOf } from "../publications/published.ts";

/**
 * Fails where a table publishes the change but its replica identity cannot tell its rows apart, or does not go with
 * what is published; already when the statement starts, whatever rows there are (CheckCmdReplicaIdentity). Partitioned
 * tables have no rows of their own.
 */
export function refuseWithoutIdentity(execution: Execution, table: Table, action: "update" | "delete"): void {
  if (table.kind !== "table" || table.persistence !== "permanent") return;
  const publications = publicationsOf(execution, table).filter(
    ({ publishing }) => publishing?.actions.includes(action) === true,
  );
  if (publications.length === 0) return;
  const identity = identityOf(execution, table);
  const verb = action === "update" ? "update" : "delete from";
  if (publications.some((publication) => isMisfit(execution, publication, table, identity ?? new Set())))
    execution.fail("42P10", `cannot ${verb} table "${table.name}"`);
  if (identity === undefined)
    execution.fail(
      "55000",
      `cannot ${verb} table "${table.name}" because it does not have a replica identity and publishes ${action}s`,
    );
}

/** Undefined where the table has none (RelationGetReplicaIndex). */
function identityOf(
  execution: Execution,
  { replicaIdentity, constraints }: Table,
): ReplicaIdentity | undefined {
  if (replicaIdentity === "full") return "full";
  if (replicaIdentity === "nothing") return undefined;
  if (replicaIdentity === "default") {
    const key = constraints.find(({ kind, deferrable }) => kind === "primary-key" && !deferrable);
    return key?.kind === "primary-key" ? new Set(key.columns) : undefined;
  }
  const index = execution.edit.get("relation", replicaIdentity.index);
  if (!isIndex(index)) return undefined;
  return new Set(index.columns.flatMap(({ on }) => (typeof on === "number" ? [on] : [])));
}
