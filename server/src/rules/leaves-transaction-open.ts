import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const leavesTransactionOpen = defineRule({
  id: "leaves-transaction-open",
  group: "transaction",
  severity: "error",
  summary: "The file begins a transaction and does not end it, so that its changes may be lost",
  why: `A transaction that is still open when the session ends is rolled back: nothing of the file stays, and no error says so. If
the tool goes on in the same session, its next statements fall into the open transaction, locks and all.`,
  instead: "COMMIT at the end, or no BEGIN.",
  withoutPlan: "Where the transaction is to end only you know: write COMMIT there.",
  references: ["https://www.postgresql.org/docs/current/sql-begin.html"],
  messages: {
    open: "What follows this is rolled back when the session ends: no COMMIT ends the transaction that it begins.",
  },
  recipes: [],
  concerns: ({ statement: { node } }) => node !== undefined && "TransactionStmt" in node,
  section(context, concerned) {
    const { transaction, statements } = context.section;
    if (transaction === "single" || transaction === "all-pending") return [];
    const last = concerned.at(-1);
    const node = last?.statement.node;
    if (last === undefined || node === undefined || !("TransactionStmt" in node)) return [];
    const { kind } = node.TransactionStmt;
    if (kind !== "TRANS_STMT_BEGIN" && kind !== "TRANS_STMT_START") return [];
    const found = firstAffected(last, () => statements.at(-1) !== last);
    return found === undefined ? [] : [{ ...report(found, context, "open"), statement: last }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "BEGIN; ALTER TABLE users ADD COLUMN country text;",
      good: "BEGIN; ALTER TABLE users ADD COLUMN country text; COMMIT;",
      transaction: "autocommit",
    },
  ],
});
