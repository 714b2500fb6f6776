import { displayName } from "../catalog/ids.ts";
import type { ForeignKeyConstraint, Table } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { changedTables, newConstraints } from "./support/made.ts";

export const cascadesToRows = defineRule({
  id: "cascades-to-rows",
  group: "data",
  severity: "info",
  strict: true,
  summary: "Deleting one row deletes, or changes, all rows that reference it, in the same statement",
  why: `ON DELETE CASCADE, SET NULL and SET DEFAULT change rows of the referencing table, and of those behind it, within the
DELETE that somebody sends for one row. With many of them that statement runs long, holds a lock on each row until it commits,
and nothing asks whether that was meant: what CASCADE deletes is gone.`,
  instead:
    "No action, and the application deletes what hangs on a row first, in batches; or a mark that the row is deleted.",
  withoutPlan: "Whether rows may go with the one that they reference only you know.",
  references: ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
  messages: {
    deletes:
      "Deleting a row of {referenced} deletes all rows of {table} that reference it, in one statement, however many there are.",
    changes:
      "Deleting a row of {referenced} changes all rows of {table} that reference it, in one statement, however many there are.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => cascading(entry).length > 0);
    if (found === undefined) return [];
    return cascading(found.entry).map(({ table, key }) => {
      const referenced = found.entry.after.get("relation", key.references);
      const data = {
        table: displayName(table),
        referenced: referenced === undefined ? "the referenced table" : displayName(referenced),
      };
      return report(found, context, key.onDelete === "cascade" ? "deletes" : "changes", { data });
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE);",
      good: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
    },
  ],
});

interface Cascading {
  readonly table: Table;
  readonly key: ForeignKeyConstraint;
}

function cascading(entry: TimelineEntry): readonly Cascading[] {
  return changedTables(entry).flatMap((changed) =>
    newConstraints(changed).flatMap((key) =>
      key.kind === "foreign-key" && !["no-action", "restrict"].includes(key.onDelete)
        ? [{ table: changed.now, key }]
        : [],
    ),
  );
}
