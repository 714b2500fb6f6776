import type { AlterPolicyStmt, CreatePolicyStmt } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import { policyCommands, type Policy, type Table } from "../../catalog/relations.ts";
import { letsPass } from "../../catalog/policies.ts";
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
  const bare: Policy = {
    id: execution.edit.fresh(`policy:${table.schema}.${table.name}.${name}`),
    name,
    ...(statement.permissive === true ? {} : { restrictive: true }),
    ...commandOf(statement),
  };
  const policy = withParts(bare, parts, false);
  if (policy.restrictive === true && !letsPass(policy)) mayHide(execution, table);
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
  if (!onlyWidens(parts) && mayHide(execution, table))
    execution.recorder.breaks("old-code-loses-rows", table, name);
  updateTable(execution.edit, table.id, (now) => ({
    ...now,
    policies: now.policies.map((policy) =>
      policy.name === name ? withParts(policy, parts, statement.roles === undefined) : policy,
    ),
  }));
}

function withParts(
  { roles: before, ...policy }: Policy,
  { roles, ...conditions }: Parts,
  keeps: boolean,
): Policy {
  const kept = keeps ? before : roles;
  return { ...policy, ...conditions, ...(kept === undefined ? {} : { roles: kept }) };
}

/** Whether whatever passed before passes now: each condition that is given is TRUE, for everybody where roles are. */
function onlyWidens(parts: Parts): boolean {
  return letsPass(parts) && parts.roles === undefined;
}

function commandOf({ cmd_name: name }: CreatePolicyStmt): Pick<Policy, "command"> {
  const command = policyCommands.find((each) => each === name);
  return command === undefined ? {} : { command };
}

/** Whether a table's policies count; of one that is not known they are assumed to. */
export function mayHide(execution: Execution, table: Table): boolean {
  if (table.rowSecurity.enabled) return true;
  if (!isOpen(execution, table)) return false;
  execution.assume({ kind: "policies", about: displayName(table) });
  return true;
}

/** What CREATE and ALTER POLICY give; the roles are there, though undefined, where it is for PUBLIC. */
type Parts = Pick<Policy, "using" | "check"> & { readonly roles?: Policy["roles"] | undefined };

function partsOf(
  execution: Execution,
  table: Table,
  { qual, with_check, roles }: Pick<CreatePolicyStmt, "qual" | "with_check" | "roles">,
): Parts {
  const specified = (roles ?? []).flatMap((node) => ("RoleSpec" in node ? [node.RoleSpec] : []));
  const isForAll = specified.some(({ roletype }) => roletype === "ROLESPEC_PUBLIC");
  const named = specified.map((role) => roleName(execution, role) ?? "current_user");
  return {
    ...(specified.length === 0 ? {} : { roles: isForAll ? undefined : named }),
    ...(qual === undefined ? {} : { using: rowExpression(execution, qual, table, "POLICY") }),
    ...(with_check === undefined ? {} : { check: rowExpression(execution, with_check, table, "POLICY") }),
  };
}
