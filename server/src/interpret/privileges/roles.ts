import type { AlterRoleSetStmt, AlterRoleStmt, CreateRoleStmt, DropRoleStmt, Node } from "@pgsql/types";
import { roleName } from "../alterTable/owner.ts";
import { breaksObject } from "../breakage/objects.ts";
import type { Execution } from "../execution.ts";
import { knownKey, noteKnown } from "../openWorld/world.ts";
import { refuseVariable } from "../session/set.ts";

/*
 * Roles belong to the whole server and lock no relation. Of them the catalog keeps which ones the history made: what a
 * migration does to a role of its own concerns nobody yet.
 */

export function createRole(execution: Execution, { role = "" }: CreateRoleStmt): void {
  noteKnown(execution, knownKey("role", role));
}

/** What keeps a role from connecting, or from what it could do before (AlterRole). */
const refusing: Readonly<Record<string, (value: boolean | number | undefined) => boolean>> = {
  password: () => true,
  canlogin: (value) => value === false,
  connectionlimit: (value) => value !== -1,
  validUntil: () => true,
};
const depriving: readonly string[] = [
  "superuser",
  "bypassrls",
  "createrole",
  "createdb",
  "isreplication",
  "inherit",
];

/** ALTER ROLE … WITH, and ALTER GROUP. */
export function alterRole(execution: Execution, { role, options = [] }: AlterRoleStmt): void {
  const name = role === undefined ? undefined : roleName(execution, role);
  if (name === undefined) return;
  for (const node of options) {
    if (!("DefElem" in node)) continue;
    const { defname = "", arg } = node.DefElem;
    const value = valueOf(arg);
    if (refusing[defname]?.(value) === true) breaksRole(execution, "sessions-refused", name);
    else if (depriving.includes(defname) && value === false)
      breaksRole(execution, "old-code-loses-privilege", name);
  }
}

function valueOf(node: Node | undefined): boolean | number | undefined {
  if (node === undefined) return undefined;
  if ("Boolean" in node) return node.Boolean.boolval === true;
  if ("Integer" in node) return node.Integer.ival ?? 0;
  return undefined;
}

/** ALTER ROLE … RENAME TO: its password is lost too where it is an md5 one. */
export function renameRole(execution: Execution, from: string, to: string): void {
  breaksRole(execution, "sessions-refused", from);
  noteKnown(execution, knownKey("role", to));
}

export function dropRole(execution: Execution, { roles = [] }: DropRoleStmt): void {
  for (const node of roles) {
    const name = "RoleSpec" in node ? roleName(execution, node.RoleSpec) : undefined;
    if (name !== undefined) breaksRole(execution, "sessions-refused", name);
  }
}

/** ALTER ROLE … SET: sessions that it begins from now on have the setting. */
export function setForRole(execution: Execution, { role, setstmt = {} }: AlterRoleSetStmt): void {
  refuseVariable(execution, setstmt);
  const name = role === undefined ? undefined : roleName(execution, role);
  if (name === undefined)
    breaksObject(execution, { code: "sessions-differ", object: "roles", assumed: true });
  else breaksRole(execution, "sessions-differ", name);
}

function breaksRole(
  execution: Execution,
  code: "sessions-refused" | "sessions-differ" | "old-code-loses-privilege",
  name: string,
): void {
  const isOwn = execution.edit.get("generation", knownKey("role", name)) !== undefined;
  breaksObject(execution, {
    code,
    object: `role ${name}`,
    ...(isOwn ? { named: { collection: "generation", key: knownKey("role", name) } } : { assumed: true }),
  });
}
