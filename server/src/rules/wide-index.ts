import { displayName } from "../catalog/ids.ts";
import type { Index } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { newIndexes } from "./support/made.ts";

export const wideIndex = defineRule({
  id: "wide-index",
  group: "style",
  severity: "info",
  summary: "An index over more than three columns is large, and used for few queries",
  why: `A btree finds rows by the columns it begins with; those behind the first or second seldom make fewer rows of them, and
make the index larger, slower to keep up to date, and keep UPDATEs of them from being HOT. \`INCLUDE\` holds columns that a
query only wants to read.`,
  instead: "Fewer columns, the most selective first; INCLUDE for those that are only read.",
  withoutPlan: "Which columns the queries need only you know.",
  references: ["https://www.postgresql.org/docs/current/indexes-multicolumn.html"],
  messages: {
    wide: "Every write pays for the {count} columns of {index}, and few queries use those behind the third.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => wide(entry).length > 0);
    return found === undefined
      ? []
      : wide(found.entry).map((index) =>
          report(found, context, "wide", {
            data: { index: displayName(index), count: String(index.columns.length) },
          }),
        );
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, a integer, b integer, c integer, d integer);",
      bad: "CREATE INDEX orders_all ON orders (a, b, c, d);",
      good: "CREATE INDEX orders_all ON orders (a, b) INCLUDE (c, d);",
    },
  ],
});

/** One that guards rows has as many columns as it must. */
function wide(entry: TimelineEntry): readonly Index[] {
  return newIndexes(entry).filter(
    ({ columns, method, unique, constraint, parent }) =>
      columns.length > 3 && method === "btree" && !unique && constraint === undefined && parent === undefined,
  );
}
