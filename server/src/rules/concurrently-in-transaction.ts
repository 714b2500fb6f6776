import type { TransactionMode } from "../formats/format.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

/** How a file is sent; one that is sent statement by statement opened the transaction itself. */
const ways: Readonly<Record<TransactionMode, string>> = {
  single: "inside a transaction",
  "all-pending": "inside a transaction",
  implicit: "as one string, which makes its statements one transaction",
  pipeline: "as one pipeline, which makes its statements one transaction",
  autocommit: "statement by statement, and this one stands behind a BEGIN",
};

export const concurrentlyInTransaction = defineRule({
  id: "concurrently-in-transaction",
  group: "transaction",
  severity: "error",
  summary: "The statement refuses to run inside a transaction, and this tool sends the file in one",
  why: `CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, DETACH PARTITION CONCURRENTLY, VACUUM and
a few more are refused (25001) inside a transaction block. Several statements sent as one string are such a block too, even
after a COMMIT in the same file.`,
  instead: `Put it alone into a migration that runs outside a transaction, with the directive of your tool.`,
  references: [
    "https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT",
    "src/backend/access/transam/xact.c: PreventInTransactionBlock",
  ],
  messages: {
    refused: "This will fail: {message} (SQLSTATE 25001). {tool} sends this file {how}{because}.",
    body: "This will fail: {message} (SQLSTATE 25001). A DO block or function always runs in a transaction; write the statement by itself.",
    begun: "This will fail: {message} (SQLSTATE 25001). The file has begun a transaction before it.",
  },
  recipes: ["create-index-concurrently", "drop-index-concurrently"],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) => effects.fails?.sqlstate === "25001");
    const fails = found?.entry.effects.fails;
    if (found === undefined || fails === undefined) return [];
    const { transaction, because } = context.section;
    const data = {
      message: fails.message,
      tool: context.tool.label,
      how: ways[transaction],
      because: because === undefined ? "" : `, since ${because}`,
    };
    const begun = transaction === "autocommit" || found.entry.transaction.explicit ? "begun" : "refused";
    const message = fails.message.includes("from a function") ? "body" : begun;
    return [report(found, context, message, { at: phrase(statement.statement, "concurrently"), data })];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "single",
    },
  ],
});
