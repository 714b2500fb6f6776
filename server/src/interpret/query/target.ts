import type { RangeVar } from "@pgsql/types";
import { isTable, isView, type Relation, type Table } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { requireQueried } from "../lookup.ts";
import { isReplaced } from "../triggers/fire.ts";
import { entryOf } from "./from.ts";
import { lockWithBelow, type Reading } from "./reading.ts";
import type { RangeEntry } from "./scope.ts";

/** What a data-modifying statement changes. */
export interface Target {
  readonly relation: Relation;
  /** The table itself, or the one behind a view. */
  readonly tables: readonly Table[];
  readonly entry: RangeEntry;
  /** The tables that hold the rows of one of `tables`: partitions and children too. */
  readonly leavesOf: (table: Table) => readonly Table[];
}

/** The relation that a data-modifying statement changes, locked in ROW EXCLUSIVE, and its entry in the scope. */
export function openTarget(
  reading: Reading,
  range: RangeVar,
  command: "insert" | "update" | "delete" | "merge",
): Target {
  const { execution } = reading;
  const relation = requireQueried(execution, range);
  refuseKind(execution, relation);
  // An INSERT reaches partitions by routing, which is left to its reader.
  const only = range.inh !== true || command === "insert";
  const name = range.alias?.aliasname ?? relation.name;
  const isElsewhere = command !== "merge" && isView(relation) && isReplaced(execution, relation, command);
  // What an INSTEAD OF trigger is given as new rows needs nothing of the view's query.
  if (isElsewhere && command === "insert") execution.lock(relation, "ROW EXCLUSIVE");
  else reading.read(relation, "ROW EXCLUSIVE", only, name);
  if (command !== "delete") lockAbove(execution, relation);
  const entry = entryOf(relation, name, range.alias);
  const tables = isElsewhere ? [] : baseTables(execution, relation);
  return { relation, tables, entry, leavesOf: (table) => reading.leavesOf(table, only, name) };
}

/**
 * Rows that come into a partition are held against its bound, which is that of all tables above it: those are opened
 * for it (generate_partition_qual).
 */
export function lockAbove(execution: Execution, relation: Relation): void {
  if (!isTable(relation) || relation.bound === undefined) return;
  for (const id of relation.parents) {
    const parent = execution.edit.get("relation", id);
    if (parent === undefined) continue;
    execution.lock(parent, "ACCESS SHARE");
    lockAbove(execution, parent);
  }
}

function refuseKind(execution: Execution, relation: Relation): void {
  if (relation.kind === "materialized-view")
    execution.fail("42809", `cannot change materialized view "${relation.name}"`);
  if (relation.kind === "sequence") execution.fail("42809", `cannot change sequence "${relation.name}"`);
  if (!isTable(relation) && !isView(relation))
    execution.fail("42809", `cannot open relation "${relation.name}"`);
}

/** The table itself, or the one behind an automatically updatable view. */
function baseTables(execution: Execution, relation: Relation): readonly Table[] {
  if (isTable(relation)) return [relation];
  if (relation.kind !== "view" || !isView(relation)) return [];
  const [read, ...others] = relation.reads;
  const base =
    read === undefined || others.length > 0 ? undefined : execution.edit.get("relation", read.relation);
  if (base === undefined) return [];
  lockWithBelow(execution, base, "ROW EXCLUSIVE", false);
  return baseTables(execution, base);
}
