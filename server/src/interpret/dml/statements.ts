import { explain } from "../query/explain.ts";
import { deallocate, execute, prepare } from "../query/prepared.ts";
import { intoOf, runQuery } from "../query/statements.ts";
import { selectInto } from "../views/materializedView.ts";
import { requireTransaction } from "../refusals.ts";
import { on, type Registration } from "../registry.ts";

/** Queries that read or change rows, and the statements that explain, prepare or fetch from one. */
export const dmlStatements: readonly Registration[] = [
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
  on("DeclareCursorStmt", (execution, { query, options = 0 }) => {
    // CURSOR_OPT_HOLD
    if ((options & 0x20) === 0) requireTransaction(execution, "DECLARE CURSOR");
    if (query !== undefined) runQuery(execution, query);
  }),
];
