import { everyUnknown } from "../openWorld/everyTable.ts";
import type { VacuumStmt } from "@pgsql/types";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { runExpressionsOfIndexes } from "../functions/stored.ts";
import { descendantsOf } from "../constraints/partners.ts";
import type { Execution } from "../execution.ts";
import { isOptionOn } from "../indexes/definition.ts";
import { requireColumn, requireRelation, tableKinds } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
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
    if (!isVacuum || isOptionOn(statement.options, "analyze")) analyze(execution, relation);
  }
}

/** Statistics of a parent are made of samples of all that inherit; index expressions have statistics too. */
function analyze(execution: Execution, relation: Relation): void {
  for (const child of descendantsOf(execution, relation)) execution.lock(child, "ACCESS SHARE");
  if (isTable(relation) || isView(relation)) runExpressionsOfIndexes(execution, relation);
}

const allKinds: readonly Relation["kind"][] = ["table", "partitioned-table", "materialized-view"];

/** The named tables with their partitions, or all tables. */
function relationsOf(execution: Execution, statement: VacuumStmt): readonly Relation[] {
  if (statement.rels === undefined) {
    const unknown = everyUnknown(execution);
    const known = [...execution.edit.all("relation")]
      .map(([, relation]) => relation)
      .filter(({ kind, unnamed }) => allKinds.includes(kind) && unnamed !== true);
    return unknown === undefined ? known : [...known, unknown];
  }
  return statement.rels.flatMap((node): readonly Relation[] => {
    if (!("VacuumRelation" in node) || node.VacuumRelation.relation === undefined) return [];
    const { relation: range, va_cols: columns } = node.VacuumRelation;
    const relation = requireRelation(execution, range, [...tableKinds, "materialized-view"]);
    // What holds no rows is skipped with a warning (vacuum_is_permitted_for_relation, vacuum_rel, analyze_rel).
    if (!isTable(relation) && relation.kind !== "materialized-view") return [];
    refuseColumns(execution, relation, stringsOf(columns), statement);
    return withChildren(execution, relation, range.inh === true, statement);
  });
}

/** Columns can be named for ANALYZE, each once (do_analyze_rel). */
function refuseColumns(
  execution: Execution,
  relation: Relation,
  names: readonly string[],
  statement: VacuumStmt,
): void {
  if (names.length > 0 && statement.is_vacuumcmd === true && !isOptionOn(statement.options, "analyze"))
    execution.fail("0A000", "ANALYZE option must be specified when a column list is provided");
  if (!isTable(relation)) return;
  for (const name of names) requireColumn(execution, relation, name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined)
    execution.fail("42701", `column "${twice}" of relation "${relation.name}" appears more than once`);
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
  const follows = execution.server.isSince(18) ? recurse : isPartitioned;
  return follows ? [...itself, ...descendantsOf(execution, relation)] : itself;
}
