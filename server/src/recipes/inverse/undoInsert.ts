import type { InsertStmt, Node } from "@pgsql/types";
import { isTable, type Table } from "../../catalog/relations.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { printExpression } from "../../sql/printExpression.ts";
import { relationIdOf, type Scene } from "./scene.ts";
import { undo, type Undo } from "./undo.ts";

/** Rows above which a list of keys says less than it hides. */
const mostRows = 1000;

/**
 * Deletes the rows that an INSERT of constants added, by a key of theirs that it wrote down. Undefined where it did not,
 * or where it may have found them there (ON CONFLICT).
 */
export function undoInsert(statement: InsertStmt, scene: Scene): readonly Undo[] | undefined {
  const { relation, cols, onConflictClause, withClause, selectStmt } = statement;
  const id = relation === undefined ? undefined : relationIdOf(scene.entry.before, relation);
  if (id === undefined || scene.section.madeAt.has(id)) return [];
  const table = scene.entry.before.get("relation", id);
  const rows = rowsOf(selectStmt);
  if (
    !isTable(table) ||
    table.open === true ||
    onConflictClause !== undefined ||
    withClause !== undefined ||
    rows === undefined
  )
    return undefined;
  const names = (cols ?? []).flatMap((each) => ("ResTarget" in each ? (each.ResTarget.name ?? []) : []));
  const written = cols === undefined ? table.columns.map(({ name }) => name) : names;
  const key = keyOf(table, written);
  if (key === undefined || rows.length > mostRows) return undefined;
  const tuples = rows.map((row) => key.map((name) => constant(row[written.indexOf(name)], scene)));
  const known = tuples.map((tuple) => tuple.filter((value) => value !== undefined));
  if (known.some((tuple) => tuple.length < key.length)) return undefined;
  const columns =
    key.length === 1 ? join(key.map((name) => ident(name))) : sql`(${join(key.map((name) => ident(name)))})`;
  const values = known.map((tuple) => (tuple.length === 1 ? join(tuple) : sql`(${join(tuple)})`));
  return [undo(sql`DELETE FROM ${scene.old.name(table)} WHERE ${columns} IN (${join(values)})`)];
}

function rowsOf(select: Node | undefined): readonly (readonly Node[])[] | undefined {
  if (select === undefined || !("SelectStmt" in select)) return undefined;
  const lists = select.SelectStmt.valuesLists;
  return lists?.map((list) => ("List" in list ? (list.List.items ?? []) : []));
}

/** The columns of the primary key, else of a unique constraint, that are all written. */
function keyOf(table: Table, written: readonly string[]): readonly string[] | undefined {
  const keys = table.constraints.filter(({ kind }) => kind === "primary-key" || kind === "unique");
  const ordered = [...keys.filter(({ kind }) => kind === "primary-key"), ...keys];
  for (const key of ordered) {
    if (!("index" in key) || key.kind === "foreign-key") continue;
    const names = key.columns.map(
      (number) => table.columns.find((each) => each.number === number)?.name ?? "",
    );
    if (names.every((name) => written.includes(name))) return names;
  }
  return undefined;
}

/** A constant that is no NULL and no DEFAULT, perhaps with a cast. */
function constant(node: Node | undefined, { old }: Scene): Sql | undefined {
  if (node === undefined) return undefined;
  const inner = "TypeCast" in node ? node.TypeCast.arg : node;
  if (inner === undefined || !("A_Const" in inner) || inner.A_Const.isnull === true) return undefined;
  const text = printExpression(node, old.grammar);
  return text === undefined ? undefined : Sql.verbatim(text);
}
