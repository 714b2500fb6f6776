import type { DeleteStmt, InsertStmt, MergeStmt, Node, RangeVar, UpdateStmt } from "@pgsql/types";
import { systemRelation, type SystemRelation } from "../systemCatalogs/systemRelations.ts";
import { readExpression, readExpressions } from "./expression.ts";
import { fromEntries } from "./from.ts";
import type { Reading } from "./reading.ts";
import { readReturning } from "../dml/returning.ts";
import type { QueryColumn, RangeEntry, Scope } from "./scope.ts";
import { readSelect } from "./place.ts";
import { withQueries } from "./withQueries.ts";

type Change = Partial<InsertStmt & UpdateStmt & DeleteStmt & MergeStmt>;

/**
 * INSERT, UPDATE, DELETE or MERGE of a system catalog or view, of whose columns nothing is known: notes the change and
 * reads what it reads of other relations. Undefined where it changes another relation.
 */
export function readSystemChange(
  reading: Reading,
  node: Node,
  outer: Scope,
): readonly QueryColumn[] | undefined {
  const change = changeOf(node);
  const range = change.relation ?? {};
  const system = systemRelation(reading.execution, range);
  if (system === undefined) return undefined;
  refuseView(reading, system, Object.keys(node)[0] ?? "");
  if (system.kind === "catalog") reading.execution.recorder.writesSystem(system.name);
  const scope = withQueries(reading, change.withClause, { entries: [], named: [], outer });
  const source = change.selectStmt;
  if (source !== undefined && "SelectStmt" in source) readSelect(reading, source.SelectStmt, scope);
  const entries: readonly RangeEntry[] = [
    entryOf(range),
    ...fromEntries(reading, [...(change.fromClause ?? []), ...(change.usingClause ?? [])], scope),
    ...fromEntries(reading, change.sourceRelation === undefined ? [] : [change.sourceRelation], scope),
  ];
  const inside: Scope = { ...scope, entries };
  for (const target of change.targetList ?? [])
    if ("ResTarget" in target && target.ResTarget.val !== undefined)
      readExpression(reading, target.ResTarget.val, inside);
  readExpressions(reading, [change.whereClause, change.joinCondition], inside);
  return readReturning(reading, change.returningClause, inside);
}

function changeOf(node: Node): Change {
  if ("InsertStmt" in node) return node.InsertStmt;
  if ("UpdateStmt" in node) return node.UpdateStmt;
  if ("DeleteStmt" in node) return node.DeleteStmt;
  return "MergeStmt" in node ? node.MergeStmt : {};
}

/** Its columns are unknown, so any name may be one. */
function entryOf({ relname = "", alias }: RangeVar): RangeEntry {
  return { name: alias?.aliasname ?? relname, columns: [], open: true };
}

const verbs: Readonly<Record<string, string>> = {
  InsertStmt: "insert into",
  UpdateStmt: "update",
  DeleteStmt: "delete from",
  MergeStmt: "merge into",
};

/** pg_settings takes UPDATE alone, which is SET; the other views take nothing. */
function refuseView({ execution }: Reading, { name, kind }: SystemRelation, statement: string): void {
  if (kind === "catalog" || (kind === "updatable-view" && statement === "UpdateStmt")) return;
  const [, view = ""] = name.split(".");
  execution.fail("55000", `cannot ${verbs[statement] ?? "change"} view "${view}"`);
}
