import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const waitsForTransactions = defineRule({
  id: "waits-for-transactions",
  group: "locking",
  severity: "info",
  strict: true,
  summary: "CONCURRENTLY waits for transactions of others, and one that stays open holds the migration up",
  why: `CREATE INDEX, DROP INDEX, REINDEX and DETACH CONCURRENTLY block nobody and wait instead. A build waits for every
transaction of the database that holds an older snapshot, on whatever table: a long query, a dump, a cursor, a REPEATABLE READ
transaction that idles, a second migrator that waits in pg_advisory_lock. A drop waits for everybody who uses the table, readers
too: a session that is idle in transaction is enough.`,
  instead: `Look first who would be waited for, and run it when there is nobody:
\`SELECT pid, state, xact_start, query FROM pg_stat_activity WHERE xact_start IS NOT NULL ORDER BY xact_start\`.
\`idle_in_transaction_session_timeout\` ends those that were forgotten.`,
  withoutPlan: "It is the price of blocking nobody: look at pg_stat_activity before and meanwhile.",
  references: ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
  messages: {
    snapshots:
      "This hangs as long as any transaction of the database with an older snapshot: a report, a dump, an open cursor. Nobody waits behind it; look at pg_stat_activity first.",
    users:
      "This hangs as long as anybody uses {tables}, readers too: a session that is idle in transaction is enough. Look at pg_stat_activity first.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      ({ effects }) =>
        effects.fails === undefined &&
        effects.waits.some(({ code }) => code === "old-snapshots" || code === "all-users-of-relation"),
    );
    if (found === undefined) return [];
    const isBuild = found.entry.effects.waits.some(({ code }) => code === "old-snapshots");
    return [report(found, context, isBuild ? "snapshots" : "users")];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "autocommit",
    },
  ],
});
