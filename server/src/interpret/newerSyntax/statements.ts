import type { AlterDefaultPrivilegesStmt, CreateStmt, GrantRoleStmt, GrantStmt, Node } from "@pgsql/types";
import { newerCommand, newerElement } from "./tables.ts";
import type { NewerWord } from "./word.ts";

/** What is newer than 14 in the outermost words of a statement. */
export function newerInStatement(node: Node): readonly NewerWord[] {
  if ("AlterTableStmt" in node) return (node.AlterTableStmt.cmds ?? []).flatMap(newerCommand);
  if ("CreateStmt" in node) return ofTable(node.CreateStmt);
  if ("CreateForeignTableStmt" in node) return ofForeignTable(node.CreateForeignTableStmt.base);
  if ("IndexStmt" in node)
    return node.IndexStmt.nulls_not_distinct === true ? [{ since: 15, text: "NULLS" }] : [];
  if ("MergeStmt" in node) return [{ since: 15, text: "MERGE" }];
  if ("AlterDatabaseRefreshCollStmt" in node) return [{ since: 15, text: "REFRESH" }];
  if ("GrantStmt" in node) return ofGrant(node.GrantStmt);
  if ("GrantRoleStmt" in node) return ofRoleGrant(node.GrantRoleStmt);
  if ("AlterDefaultPrivilegesStmt" in node) return ofDefaults(node.AlterDefaultPrivilegesStmt);
  if ("CreatePublicationStmt" in node) return published(node.CreatePublicationStmt.pubobjects);
  if ("AlterPublicationStmt" in node) return published(node.AlterPublicationStmt.pubobjects);
  if ("ReindexStmt" in node) {
    const { kind, name } = node.ReindexStmt;
    const named = kind === "REINDEX_OBJECT_DATABASE" || kind === "REINDEX_OBJECT_SYSTEM";
    return named && name === undefined ? [{ since: 16, text: ";" }] : [];
  }
  if ("VacuumStmt" in node) return (node.VacuumStmt.rels ?? []).flatMap(only);
  return [];
}

/** VACUUM and ANALYZE of a partitioned table alone. */
function only(node: Node): readonly NewerWord[] {
  return "VacuumRelation" in node &&
    node.VacuumRelation.relation !== undefined &&
    node.VacuumRelation.relation.inh !== true
    ? [{ since: 18, text: "ONLY" }]
    : [];
}

function ofTable({ tableElts }: CreateStmt): readonly NewerWord[] {
  return (tableElts ?? []).flatMap(newerElement);
}

function ofForeignTable(base: CreateStmt | undefined): readonly NewerWord[] {
  const like = (base?.tableElts ?? []).some((node) => "TableLikeClause" in node);
  return [...(like ? [{ since: 18, text: "LIKE" }] : []), ...(base === undefined ? [] : ofTable(base))];
}

function ofGrant({ objtype, privileges }: GrantStmt): readonly NewerWord[] {
  if (objtype === "OBJECT_PARAMETER_ACL") return [{ since: 15, text: "PARAMETER" }];
  return (privileges ?? []).some(
    (node) => "AccessPriv" in node && node.AccessPriv.priv_name?.toLowerCase() === "maintain",
  )
    ? [{ since: 17, text: "maintain" }]
    : [];
}

function ofRoleGrant({ opt }: GrantRoleStmt): readonly NewerWord[] {
  return (opt ?? []).some((node) => "DefElem" in node && node.DefElem.defname !== "admin")
    ? [{ since: 16, text: "INHERIT" }]
    : [];
}

function ofDefaults({ action }: AlterDefaultPrivilegesStmt): readonly NewerWord[] {
  if (action?.objtype === "OBJECT_LARGEOBJECT") return [{ since: 18, text: "LARGE" }];
  return action === undefined ? [] : ofGrant(action);
}

function published(objects: readonly Node[] | undefined): readonly NewerWord[] {
  return (objects ?? []).flatMap((node) => {
    if (!("PublicationObjSpec" in node)) return [];
    const { pubobjtype, pubtable } = node.PublicationObjSpec;
    if (pubobjtype !== "PUBLICATIONOBJ_TABLE") return [{ since: 15, text: "TABLES" }];
    const isFiltered = pubtable?.whereClause !== undefined || pubtable?.columns !== undefined;
    return isFiltered ? [{ since: 15, text: "(" }] : [];
  });
}
