import type { RoleSpec } from "@pgsql/types";
import { isOtherId } from "../../catalog/ids.ts";
import { roleName } from "../alterTable/owner.ts";
import { removeOther } from "../drop/removeOther.ts";
import type { Execution } from "../execution.ts";
import { dependentsOf } from "../objects/objects.ts";
import { otherNamed } from "../objects/otherObjects.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { putForeign, requireForeign } from "./names.ts";

const kind = "user mapping";

interface Mapping {
  readonly user?: RoleSpec;
  readonly servername?: string;
}

/** CREATE USER MAPPING: one for each role and server. */
export function createUserMapping(
  execution: Execution,
  statement: Mapping & { readonly if_not_exists?: boolean },
): void {
  const server = requireForeign(execution, "server", statement.servername ?? "");
  const name = nameOf(execution, statement);
  if (otherNamed(execution, kind, name) !== undefined) {
    if (statement.if_not_exists === true) return;
    const role = roleOf(execution, statement) ?? "current user";
    execution.fail(
      "42710",
      `user mapping for "${role}" already exists for server "${statement.servername ?? ""}"`,
    );
  }
  putForeign(execution, { kind, name }, server);
}

/** ALTER USER MAPPING. */
export function alterUserMapping(execution: Execution, statement: Mapping): void {
  requireForeign(execution, "server", statement.servername ?? "");
  if (otherNamed(execution, kind, nameOf(execution, statement)) === undefined) missing(execution, statement);
}

/** DROP USER MAPPING; IF EXISTS is for the server too. */
export function dropUserMapping(
  execution: Execution,
  statement: Mapping & { readonly missing_ok?: boolean },
): void {
  const { servername = "", missing_ok: isOptional = false } = statement;
  if (isOptional && otherNamed(execution, "server", servername) === undefined) return;
  requireForeign(execution, "server", servername);
  const found = otherNamed(execution, kind, nameOf(execution, statement));
  if (found !== undefined) removeOther(execution, found.key, found.object);
  else if (!isOptional) missing(execution, statement);
}

/** The session's own role may be one that another mapping names, so those have to be told apart for certain. */
function missing(execution: Execution, statement: Mapping): void {
  const role = roleOf(execution, statement);
  const key = requireForeign(execution, "server", statement.servername ?? "");
  const others = dependentsOf(execution.edit, key).flatMap(({ object }) =>
    isOtherId(object) ? (execution.edit.get("other", object)?.name ?? []) : [],
  );
  if (isOpenWorld(execution)) return;
  const mayBeSession = role === undefined ? others.length > 0 : others.some((name) => name.startsWith("on "));
  if (mayBeSession) return;
  execution.fail(
    "42704",
    `user mapping for "${role ?? "current user"}" does not exist for server "${statement.servername ?? ""}"`,
  );
}

/** Undefined where only the session knows. */
function roleOf(execution: Execution, { user }: Mapping): string | undefined {
  if (user?.roletype === "ROLESPEC_PUBLIC") return "public";
  return roleName(execution, user);
}

/** `for web on server s`; of the session's own role `on server s`. */
function nameOf(execution: Execution, statement: Mapping): string {
  const role = roleOf(execution, statement);
  return `${role === undefined ? "" : `for ${role} `}on server ${statement.servername ?? ""}`;
}
