import type { AlterTableCmd } from "@pgsql/types";

/*
 * ALTER TABLE carries its subcommands out in passes, not as they are written (`AT_PASS_…` in tablecmds.c): what is
 * dropped goes first, types change, columns come, indexes and constraints are added, the rest follows.
 */

const dropped = new Set(["AT_DropColumn", "AT_DropConstraint", "AT_DropNotNull", "AT_DropExpression"]);
const attributes = new Set(["AT_SetNotNull", "AT_SetStatistics", "AT_SetStorage", "AT_SetOptions"]);

/** The place of a subcommand among the others of its statement: lower ones are carried out first. */
export function passOf({ subtype = "AT_AddColumn", def }: AlterTableCmd): number {
  if (dropped.has(subtype)) return 0;
  if (subtype === "AT_ColumnDefault") return def === undefined ? 0 : 6;
  if (subtype === "AT_AlterColumnType") return 1;
  if (subtype === "AT_AddColumn") return 2;
  if (attributes.has(subtype)) return 3;
  if (subtype === "AT_AddConstraint") return isKey(def) ? 4 : 5;
  return 7;
}

export function isKey(def: AlterTableCmd["def"]): boolean {
  if (def === undefined || !("Constraint" in def)) return false;
  const { contype } = def.Constraint;
  return contype === "CONSTR_UNIQUE" || contype === "CONSTR_PRIMARY" || contype === "CONSTR_EXCLUSION";
}
