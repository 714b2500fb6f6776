import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { causesOfRewrite } from "./support/rewriteCause.ts";

export const rewritesTable = defineRule({
  id: "rewrites-table",
  group: "locking",
  severity: "error",
  summary: "The table and all its indexes are rewritten while reads and writes wait",
  why: `Every row is written again into new storage, and every index built again, under ACCESS EXCLUSIVE. This happens
for most type changes (\`int\` to \`bigint\`, \`text\` to \`varchar(n)\`, a smaller \`varchar\`), for \`ADD COLUMN\` with a
**volatile** default (\`gen_random_uuid()\`, \`clock_timestamp()\`; **not** \`now()\`), serial, identity, stored generated
columns, columns of a domain with constraints, \`SET LOGGED\`, \`CLUSTER\` and \`VACUUM FULL\`.`,
  instead: `For a new column: add it nullable without the default, \`SET DEFAULT\` in a second statement (for new rows),
and fill the old rows in batches. For a type change: a new column kept in step by a trigger, filled in batches, then
swapped. Widening a \`varchar\`, \`varchar\` to \`text\` and a larger \`numeric\` precision rewrite nothing.`,
  withoutPlan:
    "VACUUM FULL, CLUSTER, SET LOGGED and their like have no way without the lock in PostgreSQL: a plain VACUUM, or the extension pg_repack, keeps the table in use. A type is changed by a new column that a trigger keeps in step.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES",
    "src/backend/commands/tablecmds.c: ATColumnChangeRequiresRewrite, ATExecAddColumn",
  ],
  messages: {
    rewrite: "{waits}. It takes {locks}.",
  },
  recipes: ["change-column-type-by-dual-write", "replace-enum-by-dual-write", "add-filled-column"],
  statement(statement, context) {
    // A refresh has a rule of its own, which knows what to do instead.
    const { node } = statement.statement;
    if (node !== undefined && "RefreshMatViewStmt" in node) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "rewrite"),
    );
    if (found === undefined) return [];
    return causesOfRewrite(statement.statement, found.entry).map((at) =>
      report(found, context, "rewrite", { at }),
    );
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, quantity int, code varchar(20));",
      bad: "ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;",
      good: "ALTER TABLE orders ALTER COLUMN code TYPE text;",
    },
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();",
      good: "ALTER TABLE orders ADD COLUMN placed_at timestamptz DEFAULT now();",
    },
  ],
});
