import type { AlterTableMoveAllStmt, DropOwnedStmt, Node, ReassignOwnedStmt } from "@pgsql/types";
import { isIndex, isTable, type Relation, type Table } from "../../catalog/relations.ts";
import { giveRelation, roleName } from "../alterTable/owner.ts";
import type { DropTarget } from "../drop/dropTarget.ts";
import { dropObjects } from "../drop/drop.ts";
import type { Execution } from "../execution.ts";
import { lose } from "../openWorld/losses.ts";
import { unnamedTable } from "../openWorld/unnamed.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { replaceRelation, updateTable } from "../objects/objects.ts";

/**
 * DROP OWNED: the relations that the history has given to the roles go, and what it has granted to them
 * (shdepDropOwned). Of other objects the owner is not known.
 */
export function dropOwned(execution: Execution, statement: DropOwnedStmt): void {
  const roles = rolesIn(execution, statement.roles);
  const dropped: DropTarget[] = [];
  for (const [, relation] of execution.edit.all("relation")) {
    if (isTable(relation)) leavePolicies(execution, relation, roles);
    if (!isOwned(relation, roles)) continue;
    execution.lock(relation, "ACCESS EXCLUSIVE");
    dropped.push({ kind: "relation", relation });
  }
  if (isOpenWorld(execution))
    lose(execution, `each table that ${roles.join(" and ")} may own`, "table", "data");
  if (dropped.length > 0) dropObjects(execution, dropped, statement.behavior === "DROP_CASCADE");
}

/** A role is taken out of its policies; one that was for nobody else goes (RemoveRoleFromObjectPolicy). */
function leavePolicies(execution: Execution, table: Table, roles: readonly string[]): void {
  const isNamed = (role: string): boolean => roles.includes(role);
  if (!table.policies.some((policy) => policy.roles?.some(isNamed))) return;
  execution.lock(table, "ACCESS EXCLUSIVE");
  const policies = table.policies.flatMap((policy) => {
    if (policy.roles === undefined) return [policy];
    const left = policy.roles.filter((role) => !isNamed(role));
    return left.length === 0 ? [] : [{ ...policy, roles: left }];
  });
  updateTable(execution.edit, table.id, (now) => ({ ...now, policies }));
}

/** REASSIGN OWNED: each of their relations is given away as by OWNER TO (shdepReassignOwned). */
export function reassignOwned(execution: Execution, statement: ReassignOwnedStmt): void {
  const roles = rolesIn(execution, statement.roles);
  const owner = roleName(execution, statement.newrole);
  const owned = [...execution.edit.all("relation")]
    .map(([, relation]) => relation)
    .filter((relation) => isOwned(relation, roles));
  if (isOpenWorld(execution))
    execution.lock(
      unnamedTable(execution, `each table that ${roles.join(" and ")} may own`),
      "ACCESS EXCLUSIVE",
    );
  else if (owned.length === 0) execution.partly("which relations the role owns is known to the server alone");
  for (const { id } of owned) {
    const now = execution.edit.get("relation", id);
    if (now === undefined) continue;
    execution.lock(now, "ACCESS EXCLUSIVE");
    giveRelation(execution, now, owner, "ACCESS EXCLUSIVE");
  }
}

function rolesIn(execution: Execution, nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) =>
    "RoleSpec" in node ? (roleName(execution, node.RoleSpec) ?? []) : [],
  );
}

/** Indexes and the sequences of columns have no entry of their own in pg_shdepend, or go with their table. */
function isOwned(relation: Relation, roles: readonly string[]): boolean {
  if (relation.owner === undefined || !roles.includes(relation.owner)) return false;
  return !isIndex(relation);
}

/** ALTER … ALL IN TABLESPACE: each of them moves under ACCESS EXCLUSIVE (AlterTableMoveAll). */
export function moveAll(execution: Execution, statement: AlterTableMoveAllStmt): void {
  const { orig_tablespacename: from = "", new_tablespacename: to = "", objtype } = statement;
  if (from === to) return;
  const roles = rolesIn(execution, statement.roles);
  if (isOpenWorld(execution)) {
    const kind = objtype === "OBJECT_INDEX" ? "index" : objtype === "OBJECT_TABLE" ? "table" : "view";
    const others = unnamedTable(execution, `each ${kind} in the tablespace ${from}`);
    execution.lock(others, "ACCESS EXCLUSIVE");
    execution.work(others, "rewrite");
  }
  for (const [, relation] of execution.edit.all("relation")) {
    if (!isOfType(relation, objtype) || tablespaceOf(relation) !== from) continue;
    if (roles.length > 0 && !isOwned(relation, roles)) continue;
    execution.lock(relation, "ACCESS EXCLUSIVE");
    if (!isTable(relation)) continue;
    if (relation.kind === "table") execution.work(relation, "rewrite");
    replaceRelation(execution.edit, { ...relation, tablespace: to });
  }
}

function isOfType({ kind }: Relation, type: AlterTableMoveAllStmt["objtype"]): boolean {
  if (type === "OBJECT_TABLE") return kind === "table" || kind === "partitioned-table";
  if (type === "OBJECT_INDEX") return kind === "index" || kind === "partitioned-index";
  return kind === "materialized-view";
}

function tablespaceOf(relation: Relation): string {
  return (isTable(relation) ? relation.tablespace : undefined) ?? "pg_default";
}
