import type { GrantStmt, Node } from "@pgsql/types";
import * as z from "zod";
import { isTable, type Table } from "../../catalog/relations.ts";
import { stringOf } from "../../sql/ast.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";
import type { ColumnTarget } from "./target.ts";

/** Privileges on a column alone; `role` is SQL. */
export const columnRights = z.array(
  z.object({ privilege: z.string(), role: z.string(), grantable: z.boolean() }),
);

type Owned = Pick<ColumnTarget, "table" | "column">;

type Rights = z.infer<typeof columnRights>;

const ofColumns = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];

/** What migrations granted on the column, and did not revoke. The catalog does not keep it. */
export function rightsOn({ table, column }: Owned, facts: RecipeFacts): Rights {
  const held = new Map<string, Rights[number]>();
  for (const { statement, entries } of facts.earlier()) {
    if (statement.kind !== "GrantStmt" || statement.node === undefined) continue;
    const [entry] = entries.values();
    // By the names that both had then.
    const then = entry?.before.get("relation", table.id);
    const from = isTable(then)
      ? then.columns.find(({ number }) => number === column.number)?.name
      : undefined;
    if (!isTable(then) || from === undefined) continue;
    if (!("GrantStmt" in statement.node) || !isOn(statement.node.GrantStmt, then)) continue;
    const { is_grant, grant_option, grantees = [] } = statement.node.GrantStmt;
    for (const privilege of privilegesOf(statement.node.GrantStmt, from))
      for (const role of grantees.flatMap(roleSql)) {
        const key = `${privilege} ${role}`;
        if (is_grant === true) held.set(key, { privilege, role, grantable: grant_option === true });
        else if (grant_option === true) takeOption(held, key);
        else held.delete(key);
      }
  }
  return [...held.values()];
}

function takeOption(held: Map<string, Rights[number]>, key: string): void {
  const right = held.get(key);
  if (right !== undefined) held.set(key, { ...right, grantable: false });
}

const alreadyOpen =
  "-- lockkeeper-ignore opens-access: everybody has it on the other column, which holds the same\n";

/** The statements that give another column of the table the same; they may be repeated. */
export function giveRights(table: Sql, column: string, rights: Rights | undefined): readonly string[] {
  return (rights ?? []).map(({ privilege, role, grantable }) => {
    const option = grantable ? " WITH GRANT OPTION" : "";
    const isOpen = role === "PUBLIC" && privilege !== "SELECT";
    const to = Sql.verbatim(role + option);
    return `${isOpen ? alreadyOpen : ""}${sql`GRANT ${Sql.verbatim(privilege)} (${ident(column)}) ON ${table} TO ${to}`.text}`;
  });
}

function isOn({ objtype, objects = [] }: GrantStmt, table: Table): boolean {
  if (objtype !== "OBJECT_TABLE") return false;
  return objects.some((object) => {
    if (!("RangeVar" in object)) return false;
    const { relname, schemaname = table.schema } = object.RangeVar;
    return relname === table.name && schemaname === table.schema;
  });
}

/** Those on the column; a REVOKE on the table takes those of its columns too. */
function privilegesOf({ privileges = [], is_grant }: GrantStmt, column: string): readonly string[] {
  if (privileges.length === 0) return is_grant === true ? [] : ofColumns;
  return privileges.flatMap((each) => {
    if (!("AccessPriv" in each)) return [];
    const { priv_name, cols = [] } = each.AccessPriv;
    const isMeant = cols.length === 0 ? is_grant !== true : cols.some((name) => stringOf(name) === column);
    return isMeant ? (priv_name === undefined ? ofColumns : [priv_name.toUpperCase()]) : [];
  });
}

function roleSql(node: Node): readonly string[] {
  if (!("RoleSpec" in node)) return [];
  const { roletype, rolename } = node.RoleSpec;
  if (roletype === "ROLESPEC_PUBLIC") return ["PUBLIC"];
  if (roletype !== "ROLESPEC_CSTRING" || rolename === undefined) return [];
  return [ident(rolename).text];
}
