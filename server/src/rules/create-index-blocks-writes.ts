import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { partitionedTable } from "./support/partitioned.ts";
import { phrase } from "./support/ranges.ts";

export const createIndexBlocksWrites = defineRule({
  id: "create-index-blocks-writes",
  group: "locking",
  severity: "warning",
  together: true,
  summary: "CREATE INDEX without CONCURRENTLY stops all writes to the table while the index is built",
  why: `A plain \`CREATE INDEX\` takes a SHARE lock. Reads go on, but every INSERT, UPDATE and DELETE waits until the
index is complete, and the build reads the whole table.`,
  instead: `Build it with \`CREATE INDEX CONCURRENTLY\`, alone in a migration that runs outside a transaction. It waits
for old snapshots and takes longer, but only SHARE UPDATE EXCLUSIVE is held. If it fails it leaves an INVALID index
behind: drop that one before the next try, since IF NOT EXISTS would keep it.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "src/backend/commands/indexcmds.c: DefineIndex",
  ],
  messages: {
    build: "{waits}. CREATE INDEX takes {locks}. Build it CONCURRENTLY, in a migration of its own.",
    partitioned:
      "{waits}. CREATE INDEX takes {locks}. A partitioned table has no CONCURRENTLY: create it ON ONLY {table}, build one CONCURRENTLY on each partition, and ATTACH PARTITION them to it.",
  },
  outsideBodies: ["build", "partitioned"],
  recipes: ["replace-key", "replace-index", "index-by-partition", "create-index-concurrently"],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("IndexStmt" in node) || node.IndexStmt.concurrent === true) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(
        // Nobody writes to a materialized view.
        ({ kind, relation }) => kind === "index-build" && relation.kind !== "materialized-view",
      ),
    );
    if (found === undefined) return [];
    const kind = node.IndexStmt.unique === true ? (["unique", "index"] as const) : (["index"] as const);
    const at = phrase(statement.statement, "create", ...kind);
    const table = partitionedTable(found, context);
    return table === undefined
      ? [report(found, context, "build", { at })]
      : [report(found, context, "partitioned", { at, data: { table: table.name } })];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);",
      bad: "CREATE INDEX orders_customer_id ON orders (customer_id);",
      good: "CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer_id);",
      transaction: "autocommit",
    },
  ],
});
