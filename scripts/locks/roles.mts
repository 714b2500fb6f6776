import type { Catalog } from "../../server/src/catalog/catalog.ts";
import type { RelationId } from "../../server/src/catalog/ids.ts";
import { isIndex, isTable, isView, type Relation } from "../../server/src/catalog/relations.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { namedIn, type Named } from "./named.mts";

/** What the relations of a statement are to it, in words: `the table`, `the referenced table`, `every partition`. */
export type Roles = (id: RelationId) => string;

/** Reads the roles off the parse tree, and for what the statement does not name off the catalogs around it. */
export function rolesIn({ statement, before, after }: TimelineEntry): Roles {
  const { node } = statement;
  const named = node === undefined ? [] : namedIn(node, before);
  const kind = Object.keys(node ?? {})[0] ?? "";
  const known = new Map<RelationId, string>();
  for (const each of named) if (!known.has(each.id)) known.set(each.id, namedRole(before, kind, each));
  const targets = [...known.keys()].flatMap((id) => before.get("relation", id) ?? []);
  const current = targets.map((target) => after.get("relation", target.id) ?? target);
  return (id) => {
    const relation = before.get("relation", id);
    if (relation === undefined) throw new Error(`${id} was not there before the statement.`);
    const role = known.get(id) ?? wholesale[kind] ?? related(before, relation, [...targets, ...current]);
    const other = setsOff.includes(kind) ? "a trigger, rule or function uses" : "depends on it";
    return role ?? `a ${noun(relation)} that ${other}`;
  };
}

/** Statements that run code of the user's: a relation that they neither name nor are related to is used there. */
const setsOff: readonly string[] = [
  "CallStmt",
  "CopyStmt",
  "DeleteStmt",
  "InsertStmt",
  "MergeStmt",
  "SelectStmt",
  "TruncateStmt",
  "UpdateStmt",
];

/** Statements that take whatever they find. */
const wholesale: Readonly<Record<string, string>> = {
  DropOwnedStmt: "every relation that the role owns",
  VacuumStmt: "every table",
  DoStmt: "what the body names",
};

/** By the innermost key that says it. */
const roleByKey: Readonly<Record<string, string>> = {
  pktable: "the referenced table",
  constrrel: "the referenced table",
  likeClause: "the table that is copied",
  TableLikeClause: "the table that is copied",
  PartitionCmd: "the partition",
  owned_by: "the owning table",
};

function namedRole(catalog: Catalog, kind: string, { id, path }: Named): string {
  const relation = catalog.get("relation", id);
  if (relation === undefined) throw new Error(`${id} is no relation.`);
  if (path.includes("PartitionCmd") && isIndex(relation)) return "the partition's index";
  const key = [...path].reverse().find((each) => each in roleByKey);
  if (key !== undefined) return roleByKey[key] ?? "";
  if (path.includes("inhRelations"))
    return relation.kind === "partitioned-table" ? "the partitioned table" : "the parent";
  if (kind === "AlterTableStmt" && path.includes("def") && isTable(relation)) return "the parent";
  if (kind === "AlterSeqStmt" && isTable(relation)) return "the owning table";
  const reads = ["query", "selectStmt", "fromClause", "sourceRelation", "usingClause", "actions"];
  const write = ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt"].includes(kind);
  if (!write && path.some((each) => reads.includes(each))) return `the ${noun(relation)} that is read`;
  if (kind === "MergeStmt" && path.includes("sourceRelation")) return "the table that is read";
  return `the ${noun(relation)}`;
}

function related(catalog: Catalog, relation: Relation, targets: readonly Relation[]): string | undefined {
  for (const target of targets) {
    const role = relatedTo(catalog, relation, target);
    if (role !== undefined) return role;
  }
  return undefined;
}

function relatedTo(catalog: Catalog, relation: Relation, target: Relation): string | undefined {
  if (isIndex(relation)) return indexRole(catalog, relation.table, target);
  if (isIndex(target) && target.table === relation.id) return "its table";
  if (relation.kind === "sequence") return relation.ownedBy?.table === target.id ? "its sequence" : undefined;
  if (isView(relation) && isView(target) && reads(target, relation)) return "the view behind it";
  if (isView(relation))
    return relation.reads.some((read) => read.relation === target.id) ? "the view on it" : undefined;
  if (isTable(relation) && isTable(target)) return tableRole(catalog, relation, target);
  if (isTable(relation) && isView(target)) return "the tables of its query";
  if (isTable(relation) && target.kind === "composite-type") return "every table of that type";
  return undefined;
}

function reads({ reads: read }: Extract<Relation, { reads: unknown }>, { id }: Relation): boolean {
  return read.some(({ relation }) => relation === id);
}

function indexRole(catalog: Catalog, table: RelationId, target: Relation): string | undefined {
  if (table === target.id) return "its indexes";
  const owner = catalog.get("relation", table);
  return isTable(owner) && isTable(target) ? "the indexes there" : undefined;
}

function tableRole(
  catalog: Catalog,
  relation: Extract<Relation, { kind: "table" | "partitioned-table" | "foreign-table" }>,
  target: typeof relation,
): string | undefined {
  const references = (from: typeof relation, to: RelationId) =>
    from.constraints.some((each) => each.kind === "foreign-key" && each.references === to);
  if (references(target, relation.id)) return "the referenced table";
  if ([target.id, ...target.parents].some((id) => references(relation, id))) return "the referencing table";
  if (
    target.constraints.some((one) => one.kind === "foreign-key" && above(catalog, relation, one.references))
  )
    return "the partitions of the referenced table";
  if (relation.bound?.isDefault === true && target.kind === "partitioned-table")
    return "the default partition";
  if (above(catalog, relation, target.id))
    return target.kind === "partitioned-table" ? "every partition" : "every child table";
  if (above(catalog, target, relation.id))
    return relation.kind === "partitioned-table" ? "the partitioned table" : "the parent";
  const siblings = target.parents.some((parent) => relation.parents.includes(parent));
  return siblings && relation.bound?.isDefault === true ? "the default partition" : undefined;
}

/** Whether a table has that one among its parents, theirs, and so on. */
function above(
  catalog: Catalog,
  table: { readonly parents: readonly RelationId[] },
  ancestor: RelationId,
): boolean {
  return table.parents.some((id) => {
    const parent = catalog.get("relation", id);
    return id === ancestor || (isTable(parent) && above(catalog, parent, ancestor));
  });
}

const nouns: Readonly<Record<Relation["kind"], string>> = {
  table: "table",
  "partitioned-table": "partitioned table",
  "foreign-table": "foreign table",
  index: "index",
  "partitioned-index": "partitioned index",
  sequence: "sequence",
  view: "view",
  "materialized-view": "materialized view",
  "composite-type": "type",
};

function noun({ kind }: Relation): string {
  return nouns[kind];
}
