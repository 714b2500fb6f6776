import type { AlterPolicyStmt, CreatePolicyStmt } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { type Policy, type Table } from "../../catalog/relations.ts";
import { roleName } from "../alterTable/owner.ts";
import type { Execution } from "../execution.ts";
import { requireTable } from "../names/lookup.ts";
import { updateTable } from "../objects/objects.ts";
import { rowExpression } from "./rowExpression.ts";
import { isOpen } from "../openWorld/world.ts";

/** CREATE POLICY: ACCESS EXCLUSIVE on the table. */
export function createPolicy(execution: Execution, statement: CreatePolicyStmt): void {
  const table = requireTable(execution, statement.table ?? {});
  execution.lock(table, "ACCESS EXCLUSIVE");
  const name = statement.policy_name ?? "";
  const parts = partsOf(execution, table, statement);
  if (table.policies.some((policy) => policy.name === name))
    execution.fail("42710", `policy "${name}" for table "${table.name}" already exists`);
  const policy: Policy = {
    id: execution.edit.fresh(`policy:${table.schema}.${table.name}.${name}`),
    name,
    ...(statement.permissive === true ? {} : { restrictive: true }),
    ...parts,
  };
  if (policy.restrictive === true) mayHide(execution, table);
  updateTable(execution.edit, table.id, (now) => ({ ...now, policies: [...now.policies, policy] }));
}

/** ALTER POLICY. */
export function alterPolicy(execution: Execution, statement: AlterPolicyStmt): void {
  const table = requireTable(execution, statement.table ?? {});
  execution.lock(table, "ACCESS EXCLUSIVE");
  const name = statement.policy_name ?? "";
  const parts = partsOf(execution, table, statement);
  if (!table.policies.some((policy) => policy.name === name) && !isOpen(execution, table))
    execution.fail("42704", `policy "${name}" for table "${table.name}" does not exist`);
  if (mayHide(execution, table)) execution.recorder.breaks("old-code-loses-rows", table, name);
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    policies: now.policies.map((policy) => (policy.name === name ? { ...policy, ...parts } : policy)),
  }));
}

/** Whether a table's policies count; of one that is not known they are assumed to. */
export function mayHide(execution: Execution, table: Table): boolean {
  if (table.rowSecurity.enabled) return true;
  if (!isOpen(execution, table)) return false;
  execution.assume({ kind: "policies", about: displayName(table) });
  return true;
}

function partsOf(
  execution: Execution,
  table: Table,
  { qual, with_check, roles }: Pick<CreatePolicyStmt, "qual" | "with_check" | "roles">,
): Pick<Policy, "using" | "check" | "roles"> {
  const named = (roles ?? []).flatMap((node) =>
    "RoleSpec" in node ? [roleName(execution, node.RoleSpec) ?? "public"] : [],
  );
  return {
    ...(named.length === 0 ? {} : { roles: named }),
    ...(qual === undefined ? {} : { using: rowExpression(execution, qual, table, "POLICY") }),
    ...(with_check === undefined ? {} : { check: rowExpression(execution, with_check, table, "POLICY") }),
  };
}
