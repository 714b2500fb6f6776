import type { GrantRoleStmt, GrantStmt, Node } from "@pgsql/types";
import { nameKey } from "../../catalog/ids.ts";
import { roleName } from "../alterTable/owner.ts";
import { breaksObject } from "../breakage/objects.ts";
import { signature } from "../drop/dropTarget.ts";
import { routineOf } from "../drop/routineTargets.ts";
import type { ObjectBreakage } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { hasUnknown } from "../openWorld/schemas.ts";
import { isOpenWorld } from "../openWorld/world.ts";

/** Whether it takes a privilege away: REVOKE, and not only of the right to grant it. */
export function takesAway({ is_grant, grant_option }: GrantStmt): boolean {
  return is_grant !== true && grant_option !== true;
}

/**
 * What REVOKE takes away of objects that are no relations, as far as statements of an application need it: types and
 * languages are asked for privileges only when something is made of them.
 */
export function loseOnObjects(execution: Execution, statement: GrantStmt): void {
  for (const lost of lostBy(execution, statement))
    breaksObject(execution, { code: "old-code-loses-privilege", ...lost });
}

type Lost = Omit<ObjectBreakage, "code">;
export type RoutineType = "OBJECT_FUNCTION" | "OBJECT_PROCEDURE" | "OBJECT_ROUTINE";

function lostBy(execution: Execution, statement: GrantStmt): readonly Lost[] {
  const { objtype, targtype, objects = [] } = statement;
  switch (objtype) {
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
      return targtype === "ACL_TARGET_ALL_IN_SCHEMA"
        ? stringsOf(objects).flatMap((schema) => routinesIn(execution, schema, objtype))
        : objects.flatMap((object) => routineLost(execution, object, objtype));
    case "OBJECT_SCHEMA":
      return revokes(statement, ["usage"])
        ? stringsOf(objects).map((name) => schemaLost(execution, name))
        : [];
    case "OBJECT_DATABASE":
      return revokes(statement, ["connect", "temporary", "temp"])
        ? stringsOf(objects).map((name) => ({ object: `database ${name}`, assumed: true }))
        : [];
    default:
      return [];
  }
}

/** Without a list of privileges it is ALL. */
function revokes({ privileges = [] }: GrantStmt, names: readonly string[]): boolean {
  return (
    privileges.length === 0 ||
    privileges.some((node) => "AccessPriv" in node && names.includes(node.AccessPriv.priv_name ?? ""))
  );
}

function schemaLost({ edit }: Execution, name: string): Lost {
  const openness = edit.get("schema", name)?.assumed === true ? { assumed: true as const } : {};
  return { object: `schema ${name}`, named: { collection: "schema", key: name }, ...openness };
}

function routinesIn(execution: Execution, schema: string, kind: RoutineType): readonly Lost[] {
  const known = [...execution.edit.all("function")].flatMap(([, routine]): readonly Lost[] => {
    if (routine.schema !== schema || routine.returnsTrigger || routine.language === "c") return [];
    if (kind !== "OBJECT_ROUTINE" && (routine.kind === "procedure") !== (kind === "OBJECT_PROCEDURE"))
      return [];
    const named = { collection: "functionName", key: nameKey(routine) } as const;
    return [{ object: `${routine.kind} ${signature(execution, routine)}`, named }];
  });
  return hasUnknown(execution, schema)
    ? [
        ...known,
        {
          object: `${kind === "OBJECT_PROCEDURE" ? "procedures" : "functions"} of the schema ${schema}`,
          assumed: true,
        },
      ]
    : known;
}

/** An extension's or built-in function that is not known may be meant: then nothing is said in a closed world. */
function routineLost(execution: Execution, object: Node, kind: RoutineType): readonly Lost[] {
  if (!("ObjectWithArgs" in object)) return [];
  if (routinesNamed(execution, object.ObjectWithArgs.objname).length === 0 && !isOpenWorld(execution))
    return [];
  const routine = routineOf(execution, object, kind, true);
  if (routine === undefined || routine.returnsTrigger) return [];
  const openness = routine.id.startsWith("function:?") ? { assumed: true as const } : {};
  const named = { collection: "functionName", key: nameKey(routine) } as const;
  return [{ object: `${routine.kind} ${signature(execution, routine)}`, named, ...openness }];
}

/** REVOKE of a role: what its members may do through it. */
export function grantRole(execution: Execution, statement: GrantRoleStmt): void {
  if (statement.is_grant === true || (statement.opt ?? []).length > 0) return;
  const roles = (statement.granted_roles ?? []).flatMap((node) =>
    "AccessPriv" in node ? [node.AccessPriv.priv_name ?? ""] : (stringOf(node) ?? []),
  );
  const members = (statement.grantee_roles ?? []).flatMap((node) =>
    "RoleSpec" in node ? (roleName(execution, node.RoleSpec) ?? "public") : [],
  );
  for (const role of roles)
    breaksObject(execution, {
      code: "old-code-loses-privilege",
      object: `role ${role} for ${members.join(" and ")}`,
      assumed: true,
    });
}
