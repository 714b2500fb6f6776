import type { Node, RangeVar } from "@pgsql/types";
import { systemRelationKind, type SystemRelationKind } from "../../catalog/builtins/systemRelations.ts";
import type { Execution } from "../execution.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { rangeOf } from "../names/lookup.ts";
import { isSystemSchema, settingOf, systemSchema } from "../names/searchPath.ts";

/** A catalog or a view that every database has. The model knows of it that it is there, and no more. */
export interface SystemRelation {
  /** `pg_catalog.pg_class`. */
  readonly name: string;
  readonly kind: SystemRelationKind;
}

/** The system relation that a name means: pg_catalog comes before the search path. */
export function systemRelation(
  { server }: Execution,
  { schemaname = systemSchema, relname = "" }: RangeVar,
): SystemRelation | undefined {
  if (!isSystemSchema(schemaname)) return undefined;
  const kind = systemRelationKind(schemaname, relname, server);
  return kind === undefined ? undefined : { name: `${schemaname}.${relname}`, kind };
}

/**
 * Does what a statement other than a query or a change of rows does to system relations: true where nothing is left
 * to be interpreted. Changes of a catalog's shape are refused (allowSystemTableMods); locking, reading through and
 * remarks are not, and are left out as its locks are.
 */
export function treatsSystem(execution: Execution, node: Node): boolean {
  const shaped = rangesShaped(node).flatMap((range) => systemRelation(execution, range) ?? []);
  const catalog = shaped.find(({ kind }) => kind === "catalog");
  if (catalog !== undefined && settingOf(execution, "allow_system_table_mods") !== "on") {
    const [, name = ""] = catalog.name.split(".");
    execution.fail("42501", `permission denied: "${name}" is a system catalog`);
  }
  if (shaped.length > 0) execution.giveUp(`${shaped[0]?.name ?? ""} is not part of the model`);
  const kept = rangesKept(node);
  const system = kept.filter((range) => systemRelation(execution, range) !== undefined);
  if (system.length > 0 && system.length < kept.length)
    execution.giveUp("system catalogs stand beside other tables in it");
  return system.length > 0;
}

/** What a statement makes another shape of, or takes away. */
function rangesShaped(node: Node): readonly RangeVar[] {
  if ("AlterTableStmt" in node) return present(node.AlterTableStmt.relation);
  if ("IndexStmt" in node) return present(node.IndexStmt.relation);
  if ("RenameStmt" in node) return present(node.RenameStmt.relation);
  if ("AlterObjectSchemaStmt" in node) return present(node.AlterObjectSchemaStmt.relation);
  if ("CreateTrigStmt" in node) return present(node.CreateTrigStmt.relation);
  if ("RuleStmt" in node) return present(node.RuleStmt.relation);
  if ("CreatePolicyStmt" in node) return present(node.CreatePolicyStmt.table);
  if ("TruncateStmt" in node) return rangesIn(node.TruncateStmt.relations);
  if (!("DropStmt" in node) || !droppedKinds.has(node.DropStmt.removeType ?? "")) return [];
  return (node.DropStmt.objects ?? []).map((object) => rangeOf(itemsOf(object)));
}

const droppedKinds = new Set(["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"]);

/** What a statement leaves as it is. */
function rangesKept(node: Node): readonly RangeVar[] {
  if ("LockStmt" in node) return rangesIn(node.LockStmt.relations);
  if ("ReindexStmt" in node) return present(node.ReindexStmt.relation);
  if ("ClusterStmt" in node) return present(node.ClusterStmt.relation);
  if ("CopyStmt" in node && node.CopyStmt.is_from !== true) return present(node.CopyStmt.relation);
  if ("VacuumStmt" in node)
    return (node.VacuumStmt.rels ?? []).flatMap((each) =>
      "VacuumRelation" in each ? present(each.VacuumRelation.relation) : [],
    );
  if ("GrantStmt" in node)
    return node.GrantStmt.objtype === "OBJECT_TABLE" ? rangesIn(node.GrantStmt.objects) : [];
  if (!("CommentStmt" in node)) return [];
  const { object, objtype } = node.CommentStmt;
  if (objtype !== "OBJECT_TABLE" && objtype !== "OBJECT_VIEW") return [];
  return stringsOf(itemsOf(object)).length === 0 ? [] : [rangeOf(itemsOf(object))];
}

function rangesIn(nodes: readonly Node[] | undefined): readonly RangeVar[] {
  return (nodes ?? []).flatMap((node) => ("RangeVar" in node ? [node.RangeVar] : []));
}

function present(range: RangeVar | undefined): readonly RangeVar[] {
  return range === undefined ? [] : [range];
}
