import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const endsToolsTransaction = defineRule({
  id: "ends-tools-transaction",
  group: "transaction",
  severity: "warning",
  summary: "COMMIT or ROLLBACK in the file ends the transaction that the tool has opened",
  why: `The tool opens a transaction, runs the file in it, and notes in the same transaction that the migration was applied. A
BEGIN in the file does nothing but warn; a COMMIT ends the tool's transaction: what follows runs outside of any, each statement by
itself, and if it fails the first part stays, though the tool does not know the migration as applied. A ROLLBACK throws away what the
tool goes on to note as applied.`,
  instead: "Leave BEGIN and COMMIT out, or tell the tool to open no transaction for this file.",
  withoutPlan:
    "Which statements belong together only you know. Leave BEGIN and COMMIT out; divide the file where they were.",
  references: ["https://www.postgresql.org/docs/current/sql-begin.html"],
  messages: {
    commit:
      "{tool} has a transaction open for this file, and this ends it: what follows runs outside of any, and a failure leaves half of the file applied. Leave BEGIN and COMMIT out.",
    last: "{tool} has a transaction open for this file, and this ends it: {tool} notes the migration as applied outside of it, or fails where it commits itself. Leave BEGIN and COMMIT out.",
    rollback:
      "{tool} has a transaction open for this file, and this rolls back all that was done in it; {tool} may note the migration as applied all the same. Leave it out.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("TransactionStmt" in node)) return [];
    const { kind } = node.TransactionStmt;
    const isCommit = kind === "TRANS_STMT_COMMIT";
    if (!isCommit && kind !== "TRANS_STMT_ROLLBACK") return [];
    const { transaction } = context.section;
    if (transaction !== "single" && transaction !== "all-pending") return [];
    const found = firstAffected(statement, (entry) => entry.transaction.open);
    if (found === undefined) return [];
    const isLast =
      transaction === "single" && context.section.statements.at(-1)?.span.start === statement.span.start;
    const message = isLast ? "last" : "commit";
    return [report(found, context, isCommit ? message : "rollback", { data: { tool: context.tool.label } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "BEGIN; ALTER TABLE users ADD COLUMN country text; COMMIT;",
      good: "ALTER TABLE users ADD COLUMN country text;",
    },
  ],
});
