import { dropStatement } from "./drop/dropStatement.ts";
import { createIndex } from "./indexes/createIndex.ts";
import { intoOf, runQuery } from "./query/statements.ts";
import { on, type Registration } from "./registry.ts";
import { createTableAs, refreshView, selectInto } from "./views/materializedView.ts";
import { createView } from "./views/view.ts";

/** Indexes, drops, views, functions, triggers, privileges and the rest that is no table, column or type. */
export const objectStatements: readonly Registration[] = [
  on("DropStmt", dropStatement),
  on("IndexStmt", createIndex),
  on("ViewStmt", createView),
  on("CreateTableAsStmt", createTableAs),
  on("RefreshMatViewStmt", refreshView),
  on("SelectStmt", (execution, select) => {
    const into = intoOf(select);
    if (into === undefined) runQuery(execution, { SelectStmt: select });
    else selectInto(execution, select, into);
  }),
  on("InsertStmt", (execution, statement) => void runQuery(execution, { InsertStmt: statement })),
  on("UpdateStmt", (execution, statement) => void runQuery(execution, { UpdateStmt: statement })),
  on("DeleteStmt", (execution, statement) => void runQuery(execution, { DeleteStmt: statement })),
  on("MergeStmt", (execution, statement) => void runQuery(execution, { MergeStmt: statement })),
];
