import type { Statement } from "../sql/statement.ts";
import { defineRule } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { isBrief } from "./support/brief.ts";
import { hasDefault, partitionedTable } from "./support/partitioned.ts";
import { phrase } from "./support/ranges.ts";

export const partitionChangeBlocksParent = defineRule({
  id: "partition-change-blocks-parent",
  group: "locking",
  severity: "warning",
  summary: "CREATE TABLE … PARTITION OF and DETACH PARTITION stop every query on the partitioned table",
  why: `Both take ACCESS EXCLUSIVE on the **partitioned table**, not only on the partition: even a SELECT on any other
partition waits, and so does every query that comes while the lock is waited for. A default partition is locked too,
and scanned when a partition is created beside it. Rows of a partition that is detached are no longer found in the
partitioned table, and INSERTs of such rows fail, or go to the default partition.`,
  instead: `Create the partition as a table of its own (\`CREATE TABLE … (LIKE parent INCLUDING ALL)\`), give it a CHECK
that implies the bound, and \`ATTACH PARTITION\`: that takes only SHARE UPDATE EXCLUSIVE on the partitioned table.
Or set a short \`lock_timeout\` and try again when it strikes: without a default partition this is a remark then, no warning.
Detach with \`DETACH PARTITION … CONCURRENTLY\`, outside a transaction; it is refused where there is a default partition.`,
  withoutPlan:
    "For DETACH PARTITION beside a default partition, and in a transaction, PostgreSQL has no way without the lock: lock_timeout and another try (add-lock-timeout). CREATE TABLE … PARTITION OF has one: a table of its own, CREATE TABLE … (LIKE parent), then ATTACH PARTITION.",
  references: [
    "https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARTITION",
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION",
  ],
  messages: {
    create: "{waits}. Creating this partition takes {locks}. Create the table first and ATTACH it.",
    detach:
      "{waits}. Detaching this partition takes {locks}. Detach it CONCURRENTLY. Running code that writes rows of its range to {parent} fails afterwards.",
    beside:
      "{waits}. Detaching this partition takes {locks}. Beside a default partition CONCURRENTLY is refused: set lock_timeout, and try again.",
  },
  outsideBodies: ["detach"],
  recipes: ["create-partition-by-attach", "detach-concurrently"],
  statement(statement, context) {
    const how = kindOf(statement.statement);
    if (how === undefined) return [];
    const found = firstAffected(statement, (entry) =>
      locksOnOld(entry, context).some(
        ({ relation, mode }) => relation.kind === "partitioned-table" && mode === "ACCESS EXCLUSIVE",
      ),
    );
    const words = how === "create" ? (["partition", "of"] as const) : (["detach", "partition"] as const);
    if (found === undefined) return [];
    const parent = partitionedTable(found, context);
    const beside = how === "detach" && parent !== undefined && hasDefault(found, parent);
    const at = phrase(statement.statement, ...words);
    const data = { parent: parent?.name ?? "the partitioned table" };
    const severity = how === "create" && isBrief(statement, found.entry, context) ? "info" : undefined;
    return [report(found, context, beside ? "beside" : how, { at, data, severity })];
  },
  examples: [
    {
      before: "CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at);",
      bad: "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      good: "CREATE TABLE events_2026 (LIKE events); ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
    },
    {
      before:
        "CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at); CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
      bad: "ALTER TABLE events DETACH PARTITION events_2020;",
      good: "ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;",
      transaction: "autocommit",
    },
  ],
});

function kindOf(statement: Statement): "create" | "detach" | undefined {
  const { node } = statement;
  if (node !== undefined && "CreateStmt" in node)
    return node.CreateStmt.partbound === undefined ? undefined : "create";
  return commandsOf(statement, ["AT_DetachPartition"]).length > 0 ? "detach" : undefined;
}
