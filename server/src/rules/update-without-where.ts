import { defineRule } from "./rule.ts";
import { everyRow } from "./support/everyRow.ts";

export const updateWithoutWhere = defineRule({
  id: "update-without-where",
  group: "data",
  severity: "warning",
  summary: "UPDATE without WHERE changes every row in one transaction",
  why: "Every row is locked and written again in one transaction: the application waits on row locks, the table grows by its own size, replicas lag behind.",
  instead: "Batches by primary key, with a commit after each, resumable.",
  withoutPlan:
    "Whether every row is to change, the statement alone cannot tell. If so, update by ranges of the key with a COMMIT after each, outside a transaction.",
  references: ["https://www.postgresql.org/docs/current/sql-update.html"],
  messages: { all: "Every row of the table is changed in one transaction. Change them in batches." },
  recipes: ["batch-update"],
  statement: (statement, context) => everyRow(statement, context, "UpdateStmt"),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "UPDATE users SET name = '';",
      good: "UPDATE users SET name = '' WHERE id = 1;",
    },
  ],
});
