import type { AlterTableCmd } from "@pgsql/types";
import type { Constraint } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import { isKey } from "./passes.ts";

/** What kind of constraint bears a name on the table of the statement; undefined where none is known. */
export type KindOf = (constraint: string) => Constraint["kind"] | undefined;

/**
 * The subcommands, by their numbers, that drop a table's key and add the one that takes its place: apart, the table would
 * have none in between. Empty unless there is one such pair.
 */
export function exchangedKeys({ node }: Statement, kindOf: KindOf): readonly number[] {
  if (node === undefined || !("AlterTableStmt" in node)) return [];
  const kinds = (node.AlterTableStmt.cmds ?? []).map((cmd) =>
    "AlterTableCmd" in cmd
      ? { drops: dropped(cmd.AlterTableCmd, kindOf), adds: added(cmd.AlterTableCmd) }
      : {},
  );
  for (const kind of ["primary-key", "unique"] as const) {
    const [drop, ...otherDrops] = kinds.flatMap(({ drops }, index) => (drops === kind ? [index] : []));
    const [add, ...otherAdds] = kinds.flatMap(({ adds }, index) => (adds === kind ? [index] : []));
    if (drop !== undefined && add !== undefined && otherDrops.length + otherAdds.length === 0)
      return [drop, add];
  }
  return [];
}

function dropped({ subtype, name = "" }: AlterTableCmd, kindOf: KindOf): Constraint["kind"] | undefined {
  return subtype === "AT_DropConstraint" ? kindOf(name) : undefined;
}

function added({ subtype, def }: AlterTableCmd): Constraint["kind"] | undefined {
  if (subtype !== "AT_AddConstraint" || !isKey(def) || def === undefined || !("Constraint" in def))
    return undefined;
  const { contype } = def.Constraint;
  if (contype === "CONSTR_PRIMARY") return "primary-key";
  return contype === "CONSTR_UNIQUE" ? "unique" : undefined;
}
