import { describeLocks } from "../timeline/words/locks.ts";
import { blocksWrites } from "../interpret/locks.ts";
import { defineRule } from "./rule.ts";
import { changesManyRows } from "../timeline/bulk.ts";
import { firstAffected, report } from "./support/affected.ts";

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
    bulk: "Rows are changed while {held} from earlier statements of this transaction is held. Change them in a migration of their own.",
  },
  recipes: ["own-migration", "batch-update"],
  statement(statement, context) {
    const blocking = (entry: Parameters<Parameters<typeof firstAffected>[1]>[0]) =>
      entry.held.filter(({ relation, mode }) => blocksWrites(mode) && context.existed(relation.id));
    const found = firstAffected(statement, (entry) => changesManyRows(entry) && blocking(entry).length > 0);
    if (found === undefined) return [];
    return [report(found, context, "bulk", { data: { held: describeLocks(blocking(found.entry)) } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "ALTER TABLE users ADD COLUMN shown text; UPDATE users SET shown = name WHERE shown IS NULL;",
      good: "UPDATE users SET name = '' WHERE name IS NULL;",
    },
  ],
});
