import type { VacuumStmt } from "@pgsql/types";
import type { Relation } from "../../catalog/relations.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { isOptionOn } from "../indexes/definition.ts";
import { requireRelation } from "../lookup.ts";
import { refuseInTransaction } from "../refusals.ts";
import { rewriteAll } from "./cluster.ts";

/** VACUUM and ANALYZE: SHARE UPDATE EXCLUSIVE; VACUUM FULL rewrites under ACCESS EXCLUSIVE. */
export function vacuum(execution: Execution, statement: VacuumStmt): void {
  const isVacuum = statement.is_vacuumcmd === true;
  if (isVacuum) refuseInTransaction(execution, "VACUUM");
  const isFull = isVacuum && isOptionOn(statement.options, "full");
  for (const relation of relationsOf(execution, statement)) {
    if (isFull) rewriteAll(execution, relation);
    else execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    // Statistics of a parent are made of samples of all that inherit.
    if (!isVacuum || isOptionOn(statement.options, "analyze"))
      for (const child of descendantsOf(execution, relation)) execution.lock(child, "ACCESS SHARE");
  }
}

/** The named tables with their partitions, or all tables. */
function relationsOf(execution: Execution, statement: VacuumStmt): readonly Relation[] {
  if (statement.rels === undefined)
    return [...execution.edit.all("relation")]
      .map(([, relation]) => relation)
      .filter(({ kind }) => kind === "table" || kind === "partitioned-table" || kind === "materialized-view");
  return statement.rels.flatMap((node): readonly Relation[] => {
    if (!("VacuumRelation" in node) || node.VacuumRelation.relation === undefined) return [];
    const { relation: range } = node.VacuumRelation;
    return withChildren(execution, requireRelation(execution, range), range.inh === true, statement);
  });
}

/** Partitions go with their table; from 18 on all that inherit do, unless it says ONLY (expand_vacuum_rel). */
function withChildren(
  execution: Execution,
  relation: Relation,
  recurse: boolean,
  statement: VacuumStmt,
): readonly Relation[] {
  const isPartitioned = relation.kind === "partitioned-table";
  // VACUUM passes over the partitioned table itself; ANALYZE gathers statistics for it too.
  const itself = isPartitioned && statement.is_vacuumcmd === true ? [] : [relation];
  const follows = execution.target.major >= 18 ? recurse : isPartitioned;
  return follows ? [...itself, ...descendantsOf(execution, relation)] : itself;
}
