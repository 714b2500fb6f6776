import { defineRule } from "./rule.ts";
import { everyRow } from "./support/everyRow.ts";

export const deleteWithoutWhere = defineRule({
  id: "delete-without-where",
  group: "data",
  severity: "warning",
  summary: "DELETE without WHERE deletes every row in one transaction",
  why: "Every row is locked and deleted in one transaction: the application waits on row locks and replicas lag behind. Often it is a forgotten WHERE.",
  instead: "Batches by primary key, with a commit after each, resumable.",
  withoutPlan:
    "Whether every row is to go, the statement alone cannot tell. If so, delete by ranges of the key with a COMMIT after each, outside a transaction.",
  references: ["https://www.postgresql.org/docs/current/sql-delete.html"],
  messages: {
    unmatched:
      "Every row that the source does not have is deleted in one transaction: all of them where the source is empty. Say which rows with AND.",
    all: "Every row of the table is deleted in one transaction. Delete in batches, or say which rows.",
  },
  recipes: ["batch-update"],
  statement: (statement, context) => everyRow(statement, context, "DeleteStmt"),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "DELETE FROM users;",
      good: "DELETE FROM users WHERE id = 1;",
    },
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE TABLE left_users (id bigint);",
      bad: "MERGE INTO users u USING left_users l ON true WHEN MATCHED THEN DELETE;",
      good: "MERGE INTO users u USING left_users l ON u.id = l.id WHEN MATCHED THEN DELETE;",
    },
  ],
});
