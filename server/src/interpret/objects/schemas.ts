import type { CreateSchemaStmt, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { settingOf } from "../names/searchPath.ts";

/** How a statement is interpreted; handed in, since it may be any kind. */
export type Interpret = (execution: Execution, node: Node) => void;

/** CREATE SCHEMA; the objects written inside it are made in it (CreateSchemaCommand). */
export function createSchema(execution: Execution, statement: CreateSchemaStmt, interpret: Interpret): void {
  const name = statement.schemaname ?? statement.authrole?.rolename ?? settingOf(execution, "role") ?? "";
  if (name.startsWith("pg_")) execution.fail("42939", `unacceptable schema name "${name}"`);
  if (execution.edit.get("schema", name) !== undefined) {
    if (statement.if_not_exists === true) return;
    execution.fail("42P06", `schema "${name}" already exists`);
  }
  execution.edit.put({ collection: "schema", key: name, value: { name } });
  const elements = execution.server.isSince(19)
    ? asWritten(statement.schemaElts ?? [])
    : inOrder(statement.schemaElts ?? []);
  if (elements.length === 0) return;
  inSchema(execution, name, () => {
    const { pending } = execution;
    for (const element of elements) {
      interpret(execution, element);
      // A foreign key that is added last finds no rows in tables that have just been made.
      if ("AlterTableStmt" in element) execution.pending = pending;
    }
  });
}

/** Tables before views, indexes, triggers and grants, whatever the order they are written in. */
const order = ["CreateSeqStmt", "CreateStmt", "ViewStmt", "IndexStmt", "CreateTrigStmt", "GrantStmt"];

function inOrder(elements: readonly Node[]): readonly Node[] {
  const place = (node: Node): number => order.indexOf(Object.keys(node)[0] ?? "");
  return elements.toSorted((a, b) => place(a) - place(b));
}

/** From 19 on as they are written, with the foreign keys at the end (its release notes; no server was asked). */
function asWritten(elements: readonly Node[]): readonly Node[] {
  const keys: Node[] = [];
  const others = elements.map((node): Node => {
    if (!("CreateStmt" in node)) return node;
    const { relation, tableElts = [] } = node.CreateStmt;
    const parts = tableElts.map(withoutKeys);
    const found = parts.flatMap(({ keys: own }) => own);
    if (found.length === 0) return node;
    const cmds = found.map((def): Node => ({
      AlterTableCmd: { subtype: "AT_AddConstraint", def, behavior: "DROP_RESTRICT" },
    }));
    keys.push({
      AlterTableStmt: { ...(relation === undefined ? {} : { relation }), cmds, objtype: "OBJECT_TABLE" },
    });
    return { CreateStmt: { ...node.CreateStmt, tableElts: parts.flatMap(({ rest }) => rest) } };
  });
  return [...others, ...keys];
}

/** A table's element and the foreign keys in it. */
function withoutKeys(node: Node): { readonly rest: readonly Node[]; readonly keys: readonly Node[] } {
  if ("Constraint" in node && node.Constraint.contype === "CONSTR_FOREIGN") return { rest: [], keys: [node] };
  if (!("ColumnDef" in node)) return { rest: [node], keys: [] };
  const { colname = "", constraints = [] } = node.ColumnDef;
  const isKey = (one: Node): boolean => "Constraint" in one && one.Constraint.contype === "CONSTR_FOREIGN";
  const keys = constraints
    .filter(isKey)
    .flatMap((one): readonly Node[] =>
      "Constraint" in one
        ? [{ Constraint: { ...one.Constraint, fk_attrs: [{ String: { sval: colname } }] } }]
        : [],
    );
  if (keys.length === 0) return { rest: [node], keys: [] };
  return {
    rest: [{ ColumnDef: { ...node.ColumnDef, constraints: constraints.filter((one) => !isKey(one)) } }],
    keys,
  };
}

/** Runs with the new schema in front of the search path, as the server does. */
function inSchema(execution: Execution, schema: string, run: () => void): void {
  const { edit } = execution;
  const before = edit.get("localSetting", "search_path");
  const rest = settingOf(execution, "search_path") ?? '"$user", public';
  const path = `"${schema.replaceAll('"', '""')}", ${rest}`;
  edit.put({ collection: "localSetting", key: "search_path", value: path });
  run();
  edit.put({ collection: "localSetting", key: "search_path", value: before });
}
