import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { partitionedTable } from "./support/partitioned.ts";
import { addedConstraints, alteredTable, causing } from "./support/commands.ts";

export const foreignKeyBlocksWrites = defineRule({
  id: "foreign-key-blocks-writes",
  group: "locking",
  severity: "warning",
  together: true,
  summary: "Adding a validated foreign key stops writes on both tables while every row is checked",
  why: `\`ADD FOREIGN KEY\` takes SHARE ROW EXCLUSIVE on the table **and on the referenced table**: reads go on, writes to
both wait while every row is looked up.`,
  instead: `Add it \`NOT VALID\` (the same locks, but held only briefly), and \`VALIDATE CONSTRAINT\` in a later transaction,
which takes SHARE UPDATE EXCLUSIVE on the table and ROW SHARE on the referenced one, so that reads and writes go on.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "src/backend/commands/tablecmds.c: ATAddForeignKeyConstraint",
  ],
  messages: {
    check: "{waits}. The foreign key takes {locks}. Add it NOT VALID and VALIDATE it in a later transaction.",
    partitioned:
      "{waits}. The foreign key takes {locks}. Before PostgreSQL 18 a partitioned table has no NOT VALID: add it NOT VALID to each partition and VALIDATE it there; then adding it here checks nothing again.",
  },
  recipes: ["foreign-key-by-partition", "foreign-key-not-valid"],
  statement(statement, context) {
    const added = addedConstraints(statement.statement, ["CONSTR_FOREIGN"]);
    if (added.length === 0) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "foreign-key-check"),
    );
    if (found === undefined) return [];
    const isRefused =
      partitionedTable(found, context, alteredTable(statement.statement)) !== undefined &&
      found.majors.some((major) => major < 18);
    return causing(found.entry, "foreign-key-check", added).map(({ span }) =>
      report(found, context, isRefused ? "partitioned" : "check", { at: span }),
    );
  },
  examples: [
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);",
      bad: "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);",
      good: "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;",
    },
  ],
});
