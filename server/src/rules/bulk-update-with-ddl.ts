import { strongest } from "../timeline/words/locks.ts";
import { waitingFor } from "../timeline/words/waiting.ts";
import { defineRule } from "./rule.ts";
import { changesManyRows } from "../timeline/bulk.ts";
import { firstAffected, report } from "./support/affected.ts";
import { blockingHeld } from "./support/lockHolders.ts";

export const bulkUpdateWithDdl = defineRule({
  id: "bulk-update-with-ddl",
  group: "transaction",
  severity: "warning",
  summary: "Rows are changed in bulk while DDL of the same transaction holds its locks",
  why: `The lock of the DDL is held until the end of the transaction, so an UPDATE of many rows after it keeps everybody out for
as long as it takes. It also makes one long transaction: bloat, replication lag, row locks.`,
  instead: "DDL in one migration, the change of rows in another one, in batches with a commit after each.",
  references: ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES"],
  messages: {
    bulk: "{who} wait until these rows are changed: {held} of earlier statements is held until the transaction ends. Change them in a migration of their own.",
  },
  outsideBodies: ["bulk"],
  recipes: ["split-or-merge-columns", "own-migration", "batch-update"],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) => changesManyRows(entry) && blockingHeld(entry, context).length > 0,
    );
    if (found === undefined) return [];
    const held = blockingHeld(found.entry, context);
    const data = { who: waitingFor(held), held: strongest(held)?.mode ?? "" };
    return [report(found, context, "bulk", { data })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "ALTER TABLE users ADD COLUMN shown text; UPDATE users SET shown = name WHERE shown IS NULL;",
      good: "UPDATE users SET name = '' WHERE name IS NULL;",
    },
  ],
});
