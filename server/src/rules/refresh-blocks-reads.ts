import { defineRule } from "./rule.ts";
import { hit, locksOnOld, report } from "./support/hits.ts";
import { phrase } from "./support/ranges.ts";

export const refreshBlocksReads = defineRule({
  id: "refresh-blocks-reads",
  group: "locking",
  severity: "warning",
  summary: "REFRESH MATERIALIZED VIEW stops its readers for as long as its query runs",
  why: `Without CONCURRENTLY the materialized view is filled anew under ACCESS EXCLUSIVE: every SELECT on it waits until
the query has run and all its indexes are built again.`,
  instead: `\`REFRESH MATERIALIZED VIEW CONCURRENTLY\`, which takes EXCLUSIVE: readers go on. It needs a unique index over
plain columns, without a WHERE, and a view that was filled before.`,
  references: ["https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html"],
  messages: {
    refresh: "Refreshing takes {locks}, which {blocks}, {duration}. Refresh it CONCURRENTLY.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("RefreshMatViewStmt" in node)) return [];
    if (node.RefreshMatViewStmt.concurrent === true) return [];
    const found = hit(statement, (entry) =>
      locksOnOld(entry, context).some(({ mode }) => mode === "ACCESS EXCLUSIVE"),
    );
    if (found === undefined) return [];
    return [
      report(found, context, "refresh", {
        at: phrase(statement.statement, "refresh", "materialized", "view"),
      }),
    ];
  },
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, total int); CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders; CREATE UNIQUE INDEX ON totals (id);",
      bad: "REFRESH MATERIALIZED VIEW totals;",
      good: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;",
    },
  ],
});
