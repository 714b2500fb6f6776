import type { AlterDefaultPrivilegesStmt, GrantStmt } from "@pgsql/types";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import { allOf, grantableOf, newOnesOf, somewhere, type Grantable } from "../../catalog/readers.ts";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { roleName } from "../alterTable/owner.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import { routineOf } from "../drop/routineTargets.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import type { RoutineType } from "./revoke.ts";

/** Who may read tables and views after a GRANT or REVOKE. */
export function noteReaders(
  execution: Execution,
  statement: GrantStmt,
  relations: readonly Relation[],
): void {
  const changes = changesOf(execution, statement, "select");
  for (const relation of relations)
    if (isView(relation) || isTable(relation))
      append(execution.edit, relation.id, changes, allOf(relation.schema));
}

/** Who may call routines after it. */
export function noteCallers(execution: Execution, statement: GrantStmt): void {
  const { objtype = "OBJECT_FUNCTION", objects = [] } = statement;
  if (!isRoutine(objtype)) return;
  const changes = changesOf(execution, statement, "execute");
  for (const object of objects) {
    const name = "ObjectWithArgs" in object ? object.ObjectWithArgs.objname : undefined;
    if (routinesNamed(execution, name).length === 0) continue;
    const routine = routineOf(execution, object, objtype, true);
    if (routine !== undefined)
      append(execution.edit, routine.id, changes, allOf(routine.schema, grantableOf(routine)));
  }
}

/** The same for all that is in schemas: noted once for each schema, however many relations or routines it has. */
export function noteOnAll(execution: Execution, statement: GrantStmt): void {
  const { objtype, objects } = statement;
  const kinds = objtype === undefined ? [] : (grantables[objtype] ?? []);
  for (const what of kinds)
    for (const schema of stringsOf(objects))
      append(
        execution.edit,
        allOf(schema, what),
        changesOf(execution, statement, what === "relation" ? "select" : "execute"),
      );
}

/** ALTER DEFAULT PRIVILEGES: of another role's objects too, since it is not known who will make them. */
export function noteOnNew(execution: Execution, { action, options = [] }: AlterDefaultPrivilegesStmt): void {
  const [what] = action?.objtype === undefined ? [] : (grantables[action.objtype] ?? []);
  if (action === undefined || what === undefined) return;
  const changes = changesOf(execution, action, what === "relation" ? "select" : "execute");
  const schemas = options.flatMap((option) =>
    "DefElem" in option && option.DefElem.defname === "schemas" ? stringsOf(itemsOf(option.DefElem.arg)) : [],
  );
  const keys =
    schemas.length === 0 ? [newOnesOf(undefined, what)] : schemas.map((one) => newOnesOf(one, what));
  for (const key of keys) append(execution.edit, key, changes);
}

/** A text that only a run knows may grant anything on anything. */
export function noteSomewhere({ edit }: Execution): void {
  append(edit, somewhere, ["+…"]);
}

const grantables: Readonly<Partial<Record<NonNullable<GrantStmt["objtype"]>, readonly Grantable[]>>> = {
  OBJECT_TABLE: ["relation"],
  OBJECT_FUNCTION: ["function"],
  OBJECT_PROCEDURE: ["procedure"],
  OBJECT_ROUTINE: ["function", "procedure"],
};

function isRoutine(type: GrantStmt["objtype"]): type is RoutineType {
  return type === "OBJECT_FUNCTION" || type === "OBJECT_PROCEDURE" || type === "OBJECT_ROUTINE";
}

/** What was granted on all of a schema before comes before it. */
function append(edit: CatalogEdit, key: string, changes: readonly string[], all?: string): void {
  if (changes.length === 0) return;
  const known = edit.get("readers", key);
  const onAll = all === undefined ? [] : (edit.get("readers", all)?.changes ?? []);
  edit.put({
    collection: "readers",
    key,
    value: {
      changes: [...(known?.changes ?? []), ...onAll.slice(known?.from ?? 0), ...changes],
      ...(onAll.length > 0 ? { from: onAll.length } : {}),
    },
  });
}

/** `+role` for who may do it afterwards, `-role` for who may not. */
function changesOf(
  execution: Execution,
  statement: GrantStmt,
  privilege: "select" | "execute",
): readonly string[] {
  const { is_grant, grant_option, grantees = [], privileges = [] } = statement;
  if (is_grant !== true && grant_option === true) return [];
  const isMeant =
    privileges.length === 0 ||
    privileges.some(
      (node) =>
        "AccessPriv" in node &&
        node.AccessPriv.cols === undefined &&
        (node.AccessPriv.priv_name === privilege || isRunTimeName(node.AccessPriv.priv_name ?? "")),
    );
  if (!isMeant) return [];
  return grantees.flatMap((node) => {
    if (!("RoleSpec" in node)) return [];
    const isPublic = node.RoleSpec.roletype === "ROLESPEC_PUBLIC";
    const role = isPublic ? "public" : roleName(execution, node.RoleSpec);
    return role === undefined ? [] : [`${is_grant === true ? "+" : "-"}${role}`];
  });
}
