import type { CreateTableAsStmt, IntoClause, Node, RefreshMatViewStmt, SelectStmt } from "@pgsql/types";
import {
  type Relation,
  isIndex,
  isTable,
  type Column,
  type Table,
  type View,
} from "../../catalog/relations.ts";
import { inMaintenance, runExpressionsOfIndexes, runUsed } from "../functions/stored.ts";
import { emptyTable } from "../createTable/emptyTable.ts";
import type { Execution } from "../execution.ts";
import { storageOptions } from "../indexes/definition.ts";
import { relationById, relationMissing, relationOf, schemaForCreation } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { createRelation, newRelationId, replaceRelation } from "../objects/objects.ts";
import { runPrepared } from "../query/prepared.ts";
import { lockWithBelow, QueryReading } from "../query/queryReading.ts";
import type { Reading } from "../query/reading.ts";
import { emptyScope, type QueryColumn } from "../query/scope.ts";
import { isRelationName } from "../names/relationNames.ts";
import { persistenceOf } from "../objects/sequences.ts";
import { newParameters } from "../createTable/storageParameters.ts";
import { noteReads, opennessOf, readOf, viewColumns } from "./view.ts";
import { isOpen } from "../openWorld/world.ts";
import { readSelect } from "../query/place.ts";

/** CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW: the query runs, and its result is stored. */
export function createTableAs(execution: Execution, statement: CreateTableAsStmt): void {
  const into = statement.into ?? {};
  const query = statement.query ?? execution.giveUp("CREATE TABLE AS without a query");
  const schema = schemaForCreation(execution, into.rel ?? {});
  const name = into.rel?.relname ?? "";
  if (statement.if_not_exists === true && isRelationName(execution, schema, name)) {
    // The query has been parsed before the name is looked up.
    outputsOf(new QueryReading(execution, false), query);
    return;
  }
  const isView = statement.objtype === "OBJECT_MATVIEW";
  // From 17 on a materialized view is made empty and then filled by REFRESH.
  const isFilledLater = isView && execution.server.isSince(17);
  const reading = new QueryReading(execution, into.skipData !== true && !isFilledLater, true);
  const outputs = outputsOf(reading, query);
  const columns = viewColumns(execution, outputs, stringsOf(into.colNames));
  const made = { schema, name, into, columns, openness: opennessOf(outputs) };
  if (isView) {
    refuseTemporary(execution, reading);
    const view = storeView(execution, { ...made, query, reading });
    if (isFilledLater && view.populated) fill(execution, view);
  } else createRelation(execution, tableFor(execution, made));
}

function refuseTemporary(execution: Execution, reading: Reading): void {
  for (const id of reading.relations.keys())
    if (execution.edit.get("relation", id)?.persistence === "temporary")
      execution.fail("0A000", "materialized views must not use temporary tables or views");
}

/** SELECT … INTO. */
export function selectInto(execution: Execution, select: SelectStmt, into: IntoClause): void {
  createTableAs(execution, { query: { SelectStmt: select }, into, objtype: "OBJECT_TABLE" });
}

function outputsOf(reading: Reading, query: Node): readonly QueryColumn[] {
  if ("SelectStmt" in query) return readSelect(reading, query.SelectStmt, emptyScope);
  if ("ExecuteStmt" in query) return runPrepared(reading.execution, query.ExecuteStmt.name ?? "");
  return reading.execution.bodies.change(reading, query, emptyScope);
}

interface Stored {
  readonly schema: string;
  readonly name: string;
  readonly into: IntoClause;
  readonly columns: readonly Column[];
  readonly openness: { readonly open?: true };
}

function storeView(
  execution: Execution,
  stored: Stored & { readonly query: Node; readonly reading: Reading },
): View {
  const { schema, name, into, columns, openness, query, reading } = stored;
  const view: View = {
    kind: "materialized-view",
    id: newRelationId(execution.edit, stored),
    schema,
    name,
    persistence: "permanent",
    options: newParameters(execution, "materialized-view", storageOptions(into.options), into.accessMethod),
    columns,
    ...openness,
    ...readOf(execution, reading, query),
    indexes: [],
    populated: into.skipData !== true,
    rules: [],
    triggers: [],
  };
  createRelation(execution, view);
  noteReads(execution, view);
  return view;
}

function tableFor(execution: Execution, { schema, name, into, columns, openness }: Stored): Table {
  const persistence = persistenceOf(into.rel?.relpersistence, schema);
  const id = newRelationId(execution.edit, { schema, name });
  return {
    ...emptyTable({ id, schema, name, persistence }, "table"),
    options: newParameters(execution, "table", storageOptions(into.options), into.accessMethod),
    columns,
    ...openness,
    nextColumn: columns.length + 1,
    accessMethod: into.accessMethod ?? "heap",
  };
}

/** REFRESH MATERIALIZED VIEW: new storage under ACCESS EXCLUSIVE; CONCURRENTLY a merge under EXCLUSIVE. */
export function refreshView(execution: Execution, statement: RefreshMatViewStmt): void {
  const concurrent = statement.concurrent === true;
  const range = statement.relation ?? {};
  const view = relationOf(execution, range, ["materialized-view"]) ?? relationMissing(execution, range);
  if (view.kind !== "materialized-view" && !(isTable(view) && view.kind !== "foreign-table"))
    return execution.fail("42809", `"${view.name}" is not a table or materialized view`);
  if (view.kind !== "materialized-view")
    return execution.fail("0A000", `"${view.name}" is not a materialized view`);
  execution.lock(view, concurrent ? "EXCLUSIVE" : "ACCESS EXCLUSIVE");
  if (concurrent) refuseConcurrent(execution, view, statement);
  if (statement.skipData !== true) fill(execution, view);
  replaceRelation(execution.edit, { ...view, populated: statement.skipData !== true });
  if (concurrent) return;
  execution.work(view, "rewrite");
  for (const id of view.indexes) execution.lock(relationById(execution, id), "ACCESS EXCLUSIVE");
}

/** The query runs, and the indexes are built, with the search path of maintenance commands. */
function fill(execution: Execution, view: View): void {
  for (const { relation } of view.reads)
    lockWithBelow(execution, relationById(execution, relation), "ACCESS SHARE", false);
  inMaintenance(execution, () => {
    runUsed(execution, view.uses);
  });
  runExpressionsOfIndexes(execution, view);
}

function refuseConcurrent(execution: Execution, view: View, statement: RefreshMatViewStmt): void {
  if (!view.populated)
    execution.fail("0A000", "CONCURRENTLY cannot be used when the materialized view is not populated");
  if (statement.skipData === true)
    execution.fail("42601", "REFRESH options CONCURRENTLY and WITH NO DATA cannot be used together");
  const isUnique =
    isOpen(execution, view) || view.indexes.some((id) => findsRows(execution.edit.get("relation", id)));
  if (!isUnique)
    execution.fail("55000", `cannot refresh materialized view "${view.schema}.${view.name}" concurrently`);
}

/** Whether REFRESH … CONCURRENTLY can tell rows apart by this index (is_usable_unique_index). */
export function findsRows(index: Relation | undefined): boolean {
  return (
    isIndex(index) &&
    index.unique &&
    index.valid &&
    index.predicate === undefined &&
    index.columns.every(({ on }) => typeof on === "number")
  );
}
