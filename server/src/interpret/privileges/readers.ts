import type { AlterDefaultPrivilegesStmt, GrantStmt } from "@pgsql/types";
import { allOf, newOnesOf } from "../../catalog/readers.ts";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { roleName } from "../alterTable/owner.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import type { Execution } from "../execution.ts";
import { itemsOf, stringsOf } from "../nodes.ts";

/** Who may read tables and views after a GRANT or REVOKE. */
export function noteReaders(
  execution: Execution,
  statement: GrantStmt,
  relations: readonly Relation[],
): void {
  const changes = changesOf(execution, statement);
  for (const relation of relations)
    if (isView(relation) || isTable(relation)) append(execution.edit, relation.id, changes);
}

/** The same for all that is in schemas: noted once for each schema, however many relations it has. */
export function noteReadersOfAll(execution: Execution, statement: GrantStmt): void {
  if (statement.objtype !== "OBJECT_TABLE") return;
  const changes = changesOf(execution, statement);
  for (const schema of stringsOf(statement.objects)) append(execution.edit, allOf(schema), changes);
}

/** ALTER DEFAULT PRIVILEGES: of another role's relations too, since it is not known who will make them. */
export function noteReadersOfNew(
  execution: Execution,
  { action, options = [] }: AlterDefaultPrivilegesStmt,
): void {
  if (action?.objtype !== "OBJECT_TABLE") return;
  const changes = changesOf(execution, action);
  const schemas = options.flatMap((option) =>
    "DefElem" in option && option.DefElem.defname === "schemas" ? stringsOf(itemsOf(option.DefElem.arg)) : [],
  );
  const keys = schemas.length === 0 ? [newOnesOf()] : schemas.map(newOnesOf);
  for (const key of keys) append(execution.edit, key, changes);
}

function append(edit: CatalogEdit, key: string, changes: readonly string[]): void {
  if (changes.length === 0) return;
  const known = edit.get("readers", key);
  const value = { ...known, changes: [...(known?.changes ?? []), ...changes] };
  edit.put({ collection: "readers", key, value });
}

/** `+role` for who may SELECT afterwards, `-role` for who may not. */
function changesOf(execution: Execution, statement: GrantStmt): readonly string[] {
  const { is_grant, grant_option, grantees = [], privileges = [] } = statement;
  if (is_grant !== true && grant_option === true) return [];
  const reads =
    privileges.length === 0 ||
    privileges.some(
      (node) =>
        "AccessPriv" in node && node.AccessPriv.cols === undefined && node.AccessPriv.priv_name === "select",
    );
  if (!reads) return [];
  return grantees.flatMap((node) => {
    if (!("RoleSpec" in node)) return [];
    const isPublic = node.RoleSpec.roletype === "ROLESPEC_PUBLIC";
    const role = isPublic ? "public" : roleName(execution, node.RoleSpec);
    return role === undefined ? [] : [`${is_grant === true ? "+" : "-"}${role}`];
  });
}
