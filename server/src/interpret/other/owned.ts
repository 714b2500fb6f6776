import type { DropOwnedStmt } from "@pgsql/types";
import { isTable } from "../../catalog/relations.ts";
import type { Doomed } from "../drop/doomed.ts";
import { dropObjects } from "../drop/drop.ts";
import type { Execution } from "../execution.ts";

/** DROP OWNED: the relations that the history has given to the roles. Of other objects the owner is not known. */
export function dropOwned(execution: Execution, statement: DropOwnedStmt): void {
  const roles = (statement.roles ?? []).flatMap((node) =>
    "RoleSpec" in node ? [node.RoleSpec.rolename ?? ""] : [],
  );
  const doomed: Doomed[] = [];
  for (const [, relation] of execution.edit.all("relation")) {
    if (relation.owner === undefined || !roles.includes(relation.owner)) continue;
    if (!isTable(relation) && relation.kind !== "view" && relation.kind !== "sequence") continue;
    execution.lock(relation, "ACCESS EXCLUSIVE");
    doomed.push({ kind: "relation", relation });
  }
  if (doomed.length > 0) dropObjects(execution, doomed, statement.behavior === "DROP_CASCADE");
}
