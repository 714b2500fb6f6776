import type { Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { literal, sql, type Sql } from "../../sql/fragment.ts";
import type { Refusal } from "../recipe.ts";
import { typeSql } from "../support/typeSql.ts";
import { backwardCast, type Back } from "./backward.ts";
import type { RetypeTarget } from "./target.ts";

/** How values of one type become values of the other. */
export interface Conversion extends Back {
  /** As the statement would convert; without USING that is an assignment, which refuses what does not fit. */
  forward(value: Sql): Sql;
  /**
   * Both without the name of a type, where PL/pgSQL converts what is assigned: who writes the table need not have that
   * type in the search path.
   */
  readonly assigned?: { forward(value: Sql): Sql; backward(value: Sql): Sql };
  /** `backward` is the user's own and may raise: what it raises of has no like in the old type. */
  readonly mayRaise?: true;
}

/** Conversions that do not depend on the session, and that are known to turn around without losing anything. */
export function conversionOf(target: Omit<RetypeTarget, "to">, sessionZone?: string): Conversion | Refusal {
  const { catalog, column, after, using, from } = target;
  const oldType = typeSql(catalog, column.type);
  const newType = typeSql(catalog, after.type);
  if (oldType === undefined || newType === undefined)
    return { refused: `The type of ${from} cannot be written down again.` };
  const zone = using === undefined ? sessionZone : zoneOf(using, from);
  if (zone !== undefined && isTimestamps(column.type, after.type)) {
    const other = (value: Sql): Sql => sql`(${value} AT TIME ZONE ${literal(zone)})`;
    return { forward: other, backward: other, partial: false };
  }
  const casts = using === undefined ? [] : castsOf(using, from);
  const back = backwardCast(column.type, after.type, catalog);
  const [throughText, ...more] = casts?.slice(1) ?? [];
  const isKnown = casts !== undefined && more.length === 0 && isSame(casts[0], after.type, catalog);
  if (!isKnown || (throughText !== undefined && throughText !== "text"))
    return { refused: noDown(`USING of ${from} is more than a cast of it`, oldType, newType) };
  if (back === undefined)
    return {
      refused: noDown(`from ${newType.text} back to ${oldType.text} no cast is known`, oldType, newType),
    };
  const cast = (value: Sql): Sql =>
    throughText === undefined
      ? sql`CAST(${value} AS ${newType})`
      : sql`CAST(CAST(${value} AS pg_catalog.text) AS ${newType})`;
  return { ...back, forward: using === undefined ? (value) => value : cast };
}

function noDown(why: string, oldType: Sql, newType: Sql): string {
  return `There would be no down that loses nothing, since ${why}. Add a column of type ${newType.text} beside the one of type ${oldType.text} and let the application move over to it.`;
}

/** `column AT TIME ZONE 'zone'` */
function zoneOf(using: Node | undefined, column: string): string | undefined {
  if (using === undefined || !("FuncCall" in using)) return undefined;
  const { funcname = [], args = [] } = using.FuncCall;
  const [zone, value] = args;
  const name = funcname.at(-1);
  const isZone = name !== undefined && "String" in name && name.String.sval === "timezone";
  if (!isZone || args.length !== 2 || zone === undefined || value === undefined) return undefined;
  if (!isColumn(value, column) || !("A_Const" in zone)) return undefined;
  return zone.A_Const.sval?.sval;
}

export function isTimestamps(one: TypeRef, other: TypeRef): boolean {
  const both = [one, other].map(({ id, array }) => (array ? "" : id)).sort();
  return both.join(" ") === "type:pg_catalog.timestamp type:pg_catalog.timestamptz";
}

/** The names of the types that a column is cast to, the outermost first; undefined for what is no cast of it. */
function castsOf(node: Node, column: string): readonly string[] | undefined {
  if (isColumn(node, column)) return [];
  if (!("TypeCast" in node)) return undefined;
  const { arg, typeName } = node.TypeCast;
  const inner = arg === undefined ? undefined : castsOf(arg, column);
  const name = typeName?.names?.at(-1);
  if (inner === undefined || name === undefined || !("String" in name)) return undefined;
  return [name.String.sval ?? "", ...inner];
}

function isColumn(node: Node, column: string): boolean {
  if (!("ColumnRef" in node)) return false;
  const { fields = [] } = node.ColumnRef;
  const [only] = fields;
  return fields.length === 1 && only !== undefined && "String" in only && only.String.sval === column;
}

/** Whether the outermost cast is one to the column's new type; modifiers come from that. */
function isSame(cast: string | undefined, type: TypeRef, catalog: Catalog): boolean {
  if (cast === undefined) return true;
  const known = catalog.get("type", type.id);
  return (known?.name ?? type.id.slice("type:pg_catalog.".length)) === cast;
}
