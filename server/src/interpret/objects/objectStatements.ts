import { callProcedure } from "../functions/callProcedure.ts";
import { dropStatement } from "../drop/dropStatement.ts";
import { alterFunction } from "../functions/alterFunction.ts";
import { alterEventTrigger, createEventTrigger } from "../eventTriggers/define.ts";
import { createFunction } from "../functions/createFunction.ts";
import { createIndex } from "../indexes/createIndex.ts";
import { cluster } from "../maintenance/cluster.ts";
import { reindex } from "../maintenance/reindex.ts";
import { vacuum } from "../maintenance/vacuum.ts";
import { comment, commentOn } from "./comment.ts";
import { createCast } from "../types/casts.ts";
import { copy } from "../maintenance/copy.ts";
import { define } from "./define.ts";
import { explain } from "../query/explain.ts";
import { createExtension } from "../extensions/extensions.ts";
import { grant } from "../privileges/grant.ts";
import { lockTable } from "../maintenance/lockTable.ts";
import { dropOwned, moveAll, reassignOwned } from "../privileges/owned.ts";
import { alterPublication, createPublication } from "../publications/publications.ts";
import { quietStatements } from "./withoutLocks.ts";
import { createStatistics } from "../statistics/statistics.ts";
import { truncate } from "../maintenance/truncate.ts";
import { intoOf, runQuery } from "../query/statements.ts";
import { deallocate, execute, forgetPrepared, prepare } from "../query/prepared.ts";
import { forgetOther } from "./otherObjects.ts";
import { refuseInTransaction } from "../refusals.ts";
import { on, type Registration } from "../registry.ts";
import { resetAll, setVariable } from "../session/set.ts";
import { createTrigger } from "../triggers/createTrigger.ts";
import { alterPolicy, createPolicy } from "../triggers/policies.ts";
import { createRule } from "../triggers/rules.ts";
import { createSubscription } from "../publications/subscriptions.ts";
import { createTableAs, refreshView, selectInto } from "../views/materializedView.ts";
import { createView } from "../views/view.ts";

/** Indexes, drops, views, functions, triggers, privileges and the rest that is no table, column or type. */
export const objectStatements: readonly Registration[] = [
  on("DropStmt", dropStatement),
  on("DropOwnedStmt", dropOwned),
  on("ReassignOwnedStmt", reassignOwned),
  on("AlterTableMoveAllStmt", moveAll),
  on("TruncateStmt", truncate),
  on("IndexStmt", createIndex),
  on("ReindexStmt", reindex),
  on("ClusterStmt", cluster),
  on("VacuumStmt", vacuum),
  on("ViewStmt", createView),
  on("CreateTableAsStmt", createTableAs),
  on("RefreshMatViewStmt", refreshView),
  on("CreateFunctionStmt", createFunction),
  on("AlterFunctionStmt", alterFunction),
  on("CreateTrigStmt", createTrigger),
  on("CreatePolicyStmt", createPolicy),
  on("AlterPolicyStmt", alterPolicy),
  on("RuleStmt", createRule),
  on("CreateEventTrigStmt", createEventTrigger),
  on("AlterEventTrigStmt", alterEventTrigger),
  on("CreateStatsStmt", createStatistics),
  on("CreatePublicationStmt", createPublication),
  on("AlterPublicationStmt", alterPublication),
  on("CreateExtensionStmt", createExtension),
  on("DefineStmt", define),
  on("CreateCastStmt", createCast),
  on("CommentStmt", comment),
  on("SecLabelStmt", (execution, { objtype, object }) =>
    commentOn(execution, objtype ?? "OBJECT_TABLE", object),
  ),
  on("GrantStmt", grant),
  on("LockStmt", lockTable),
  on("CopyStmt", copy),
  on("SelectStmt", (execution, select) => {
    const into = intoOf(select);
    if (into === undefined) runQuery(execution, { SelectStmt: select });
    else selectInto(execution, select, into);
  }),
  on("InsertStmt", (execution, statement) => void runQuery(execution, { InsertStmt: statement })),
  on("UpdateStmt", (execution, statement) => void runQuery(execution, { UpdateStmt: statement })),
  on("DeleteStmt", (execution, statement) => void runQuery(execution, { DeleteStmt: statement })),
  on("MergeStmt", (execution, statement) => void runQuery(execution, { MergeStmt: statement })),
  on("ExplainStmt", explain),
  on("PrepareStmt", prepare),
  on("ExecuteStmt", execute),
  on("DeallocateStmt", deallocate),
  on("DeclareCursorStmt", (execution, { query }) => {
    if (query !== undefined) runQuery(execution, query);
  }),
  on("CallStmt", callProcedure),
  on("VariableSetStmt", setVariable),
  on("DiscardStmt", (execution, { target }) => {
    if (target !== "DISCARD_ALL") return;
    refuseInTransaction(execution, "DISCARD ALL");
    resetAll(execution, true);
    forgetPrepared(execution);
  }),
  on("DropSubscriptionStmt", (execution, { subname = "" }) =>
    forgetOther(execution, "subscription", subname),
  ),
  on("CreateSubscriptionStmt", createSubscription),
  on("CreatedbStmt", (execution) => refuseInTransaction(execution, "CREATE DATABASE")),
  on("DropdbStmt", (execution) => refuseInTransaction(execution, "DROP DATABASE")),
  on("AlterSystemStmt", (execution) => refuseInTransaction(execution, "ALTER SYSTEM")),
  on("CreateTableSpaceStmt", (execution) => refuseInTransaction(execution, "CREATE TABLESPACE")),
  on("DropTableSpaceStmt", (execution) => refuseInTransaction(execution, "DROP TABLESPACE")),
  ...quietStatements,
];
