import { defineRule } from "./rule.ts";
import type { Lock } from "../interpret/effects.ts";
import { findsRows } from "../interpret/views/materializedView.ts";
import { firstAffected, locksOnOld, report, type Affected } from "./support/affected.ts";
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
  withoutPlan:
    "CONCURRENTLY needs a unique index on plain columns and a view that was filled before. Which columns are unique only you know: build that index CONCURRENTLY first.",
  references: ["https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html"],
  messages: {
    refresh: "{waits}. Refreshing takes {locks}. Refresh it CONCURRENTLY.",
    keyless:
      "{waits}. Refreshing takes {locks}. Build a unique index on plain columns first (CREATE UNIQUE INDEX CONCURRENTLY), then refresh it CONCURRENTLY.",
    empties:
      "Every query on it fails from then on until it is filled again. Refreshing WITH NO DATA takes {locks}, which {blocks}, {duration}.",
    fills: "{waits}. Filling it takes {locks}. It holds no rows yet, so CONCURRENTLY is refused.",
  },
  outsideBodies: ["keyless"],
  recipes: ["refresh-concurrently"],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("RefreshMatViewStmt" in node)) return [];
    if (node.RefreshMatViewStmt.concurrent === true) return [];
    const found = firstAffected(statement, (entry) =>
      locksOnOld(entry, context).some(({ mode }) => mode === "ACCESS EXCLUSIVE"),
    );
    if (found === undefined) return [];
    const message =
      node.RefreshMatViewStmt.skipData === true
        ? "empties"
        : fillMessage(found, locksOnOld(found.entry, context));
    return [
      report(found, context, message, { at: phrase(statement.statement, "refresh", "materialized", "view") }),
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

/** What RefreshMatViewByOid wants for CONCURRENTLY: a view that was filled, and a key that the merge finds rows by. */
function fillMessage({ entry }: Affected, locks: readonly Lock[]): "refresh" | "keyless" | "fills" {
  for (const { relation } of locks) {
    const view = entry.before.get("relation", relation.id);
    if (view?.kind !== "materialized-view") continue;
    if (!view.populated) return "fills";
    return view.open === true || view.indexes.some((id) => findsRows(entry.before.get("relation", id)))
      ? "refresh"
      : "keyless";
  }
  return "refresh";
}
