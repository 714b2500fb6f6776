import type { CreateStmt } from "@pgsql/types";
import type { Persistence, Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";

/** Refuses what does not go with the persistence of a new table (DefineRelation). */
export function refusePersistence(execution: Execution, statement: CreateStmt, own: Persistence): void {
  const { oncommit = "ONCOMMIT_NOOP", partspec } = statement;
  if (oncommit !== "ONCOMMIT_NOOP" && own !== "temporary")
    execution.fail("42P16", "ON COMMIT can only be used on temporary tables");
  if (partspec !== undefined && own === "unlogged" && execution.server.isSince(18))
    execution.fail("0A000", "partitioned tables cannot be unlogged");
}

/** Temporary and other tables do not go together in a partition tree; a temporary child may have any parent (MergeAttributes). */
export function refuseParentPersistence(
  execution: Execution,
  own: Persistence,
  parents: readonly Table[],
  isPartition: boolean,
): void {
  for (const { name, persistence } of parents) {
    if (persistence === "temporary" && own !== "temporary")
      execution.fail(
        "42809",
        isPartition
          ? `cannot create a permanent relation as partition of temporary relation "${name}"`
          : `cannot inherit from temporary relation "${name}"`,
      );
    if (isPartition && persistence !== "temporary" && own === "temporary")
      execution.fail(
        "42809",
        `cannot create a temporary relation as partition of permanent relation "${name}"`,
      );
  }
}
