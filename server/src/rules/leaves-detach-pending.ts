import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { commandsOf } from "./support/commands.ts";
import { phrase } from "./support/ranges.ts";

export const leavesDetachPending = defineRule({
  id: "leaves-detach-pending",
  group: "migration",
  severity: "info",
  summary: "DETACH CONCURRENTLY that is interrupted leaves the partition pending, and nothing finishes it",
  why: `It runs in two transactions with a wait for old ones between them. Cancelled or killed in that wait, it leaves the partition
pending: queries no longer see its rows, detaching another partition fails (55000), and so does running the migration again.`,
  instead:
    "`ALTER TABLE … DETACH PARTITION … FINALIZE` ends it. Set no `lock_timeout` or `statement_timeout` around it.",
  withoutPlan:
    "It is the way that does not block. If it was interrupted: ALTER TABLE … DETACH PARTITION … FINALIZE.",
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION"],
  messages: {
    pending:
      "If this is interrupted, the partition stays pending: running it again fails until DETACH PARTITION … FINALIZE. Put no timeout around it.",
  },
  recipes: [],
  statement(statement, context) {
    const [command] = commandsOf(statement.statement, ["AT_DetachPartition"]);
    const at = phrase(statement.statement, "concurrently");
    if (command === undefined || at === undefined) return [];
    const found = firstAffected(
      statement,
      ({ effects }) =>
        effects.fails === undefined && effects.locks.some(({ relation }) => context.existed(relation.id)),
    );
    return found === undefined ? [] : [report(found, context, "pending", { at })];
  },
  examples: [
    {
      before:
        "CREATE TABLE events (at date) PARTITION BY RANGE (at); CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
      bad: "ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;",
      good: "ALTER TABLE events DETACH PARTITION events_2020 FINALIZE;",
      transaction: "autocommit",
    },
  ],
});
