import type { Node, RangeVar } from "@pgsql/types";
import { isIndex, type Relation } from "../../catalog/relations.ts";
import type { EnumType, TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { knownRelation } from "../names/lookup.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { findType } from "./lookup.ts";
import { walk } from "../walk.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import { hasUnsafeValues, refuseUnsafeValue, warnOfUnsafeValue } from "./enums.ts";

/**
 * Fails with 55P04 where a statement uses an enum value that the same transaction has added: in a cast, as a default,
 * as the new value of a column, or compared with one. Costs nothing where no value was added.
 */
export function refuseUnsafeValues(execution: Execution, statement: Node): void {
  if (!hasUnsafeValues(execution)) return;
  const columns = enumColumns(execution, statement);
  const use = (type: EnumType | Untold | undefined, value: Node | undefined): void => {
    const text = type === undefined ? undefined : stringOf(value);
    if (type === undefined || text === undefined) return;
    if ("untold" in type) warnOfUnsafeValue(execution, type.untold, text);
    else refuseUnsafeValue(execution, type, text);
  };
  walk(statement, (node) => {
    if ("TypeCast" in node)
      use(enumNamed(execution, stringsOf(node.TypeCast.typeName?.names)), node.TypeCast.arg);
    if ("A_Expr" in node) {
      for (const value of itemsOf(node.A_Expr.rexpr)) use(columnType(columns, node.A_Expr.lexpr), value);
      use(columnType(columns, node.A_Expr.rexpr), node.A_Expr.lexpr);
    }
    if ("ResTarget" in node) use(columns.get(node.ResTarget.name ?? ""), node.ResTarget.val);
    if ("AlterTableCmd" in node && node.AlterTableCmd.subtype === "AT_ColumnDefault")
      use(columns.get(node.AlterTableCmd.name ?? ""), node.AlterTableCmd.def);
    if ("ColumnDef" in node) {
      const type = enumNamed(execution, stringsOf(node.ColumnDef.typeName?.names));
      for (const constraint of node.ColumnDef.constraints ?? [])
        if ("Constraint" in constraint) use(type, constraint.Constraint.raw_expr);
    }
    if ("InsertStmt" in node) insertedValues(execution, node, use);
  });
}

/** A column of a type that is not known. */
interface Untold {
  readonly untold: string;
}

type Use = (type: EnumType | Untold | undefined, value: Node | undefined) => void;

/** INSERT … VALUES: each value meets the column in its place. */
function insertedValues(execution: Execution, node: Extract<Node, { InsertStmt: unknown }>, use: Use): void {
  const { relation, cols, selectStmt } = node.InsertStmt;
  const table = relation === undefined ? undefined : knownRelation(execution, relation);
  if (table === undefined || selectStmt === undefined || !("SelectStmt" in selectStmt)) return;
  const names = (cols ?? []).flatMap((column) =>
    "ResTarget" in column ? [column.ResTarget.name ?? ""] : [],
  );
  const types = columnsOf(table)
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
    .map(({ name, type }) => enumOf(execution, type) ?? untold(name, type));
  const rows = (selectStmt.SelectStmt.valuesLists ?? []).map(itemsOf);
  const selected = (selectStmt.SelectStmt.targetList ?? []).map((target) =>
    "ResTarget" in target ? target.ResTarget.val : undefined,
  );
  for (const row of [...rows, selected]) row.forEach((value, position) => use(types[position], value));
}

/** Columns of an enum type in the relations that the statement names, by name. */
function enumColumns(execution: Execution, statement: Node): ReadonlyMap<string, EnumType | Untold> {
  const found = new Map<string, EnumType | Untold>();
  for (const range of rangesIn(statement)) {
    const relation = knownRelation(execution, range);
    for (const { name, type } of relation === undefined ? [] : columnsOf(relation)) {
      const known = enumOf(execution, type) ?? untold(name, type);
      if (known !== undefined) found.set(name, known);
    }
  }
  return found;
}

/** Relations stand as nodes in FROM, and as fields of the statement itself. */
function rangesIn(statement: Node): readonly RangeVar[] {
  const found: RangeVar[] = [];
  walk(statement, (node) => {
    if ("RangeVar" in node) found.push(node.RangeVar);
    for (const body of Object.values(node)) {
      const relation: unknown = typeof body === "object" && "relation" in body ? body.relation : undefined;
      if (isRange(relation)) found.push(relation);
    }
  });
  return found.filter(({ schemaname }) => schemaname !== "pg_catalog" && schemaname !== "information_schema");
}

function isRange(value: unknown): value is RangeVar {
  return typeof value === "object" && value !== null && "relname" in value;
}

function columnsOf(relation: Relation): readonly { readonly name: string; readonly type: TypeRef }[] {
  return relation.kind === "sequence" || isIndex(relation) ? [] : relation.columns;
}

function columnType(
  columns: ReadonlyMap<string, EnumType | Untold>,
  node: Node | undefined,
): EnumType | Untold | undefined {
  return columns.get(bareColumn(node) ?? "");
}

function enumNamed(execution: Execution, names: readonly string[]): EnumType | undefined {
  if (names.length === 0 || names[0] === "pg_catalog") return undefined;
  const found = findType(execution, names);
  return found === undefined ? undefined : enumOf(execution, { id: found.id, modifiers: [], array: false });
}

function untold(name: string, { id, array }: TypeRef): Untold | undefined {
  return isAssumedType(id) && !array ? { untold: name } : undefined;
}

function enumOf(execution: Execution, type: TypeRef): EnumType | undefined {
  const found = execution.edit.get("type", type.id);
  return found?.kind === "enum" ? found : undefined;
}
