import type { GrantStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { itemsOf, stringsOf } from "../nodes.ts";

const writes = ["insert", "update", "delete", "truncate", "trigger", "references", "maintain", "create"];

/**
 * A GRANT to PUBLIC by which everybody may change something, or read all tables of a schema. SELECT on a table, EXECUTE
 * and USAGE are what such grants are for.
 */
export function noteGrantToEverybody(execution: Execution, statement: GrantStmt): void {
  const { is_grant, grantees = [], privileges = [], targtype, objtype, objects = [] } = statement;
  const isPublic = grantees.some(
    (node) => "RoleSpec" in node && node.RoleSpec.roletype === "ROLESPEC_PUBLIC",
  );
  if (is_grant !== true || !isPublic || !given.includes(objtype ?? "")) return;
  const names = privileges.flatMap((node) => ("AccessPriv" in node ? [node.AccessPriv.priv_name ?? ""] : []));
  const isWhole = targtype === "ACL_TARGET_ALL_IN_SCHEMA";
  const broad = names.filter((name) => isWhole || writes.includes(name));
  if (names.length > 0 && broad.length === 0) return;
  const what = names.length === 0 ? "everything" : broad.map((name) => name.toUpperCase()).join(", ");
  execution.recorder.opens(`${what} on ${placeOf(objtype, objects, isWhole)}`);
}

const given: readonly string[] = ["OBJECT_TABLE", "OBJECT_SCHEMA", "OBJECT_DATABASE"];

function placeOf(
  objtype: GrantStmt["objtype"],
  objects: NonNullable<GrantStmt["objects"]>,
  isWhole: boolean,
): string {
  const names = objects.map((node) =>
    "RangeVar" in node
      ? [node.RangeVar.schemaname, node.RangeVar.relname].filter((part) => part !== undefined).join(".")
      : stringsOf(itemsOf(node)).join("."),
  );
  const list = names.join(", ");
  if (isWhole) return `all tables of the schema ${list}`;
  if (objtype === "OBJECT_SCHEMA") return `the schema ${list}`;
  return objtype === "OBJECT_DATABASE" ? `the database ${list}` : list;
}
