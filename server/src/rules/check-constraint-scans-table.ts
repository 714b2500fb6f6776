import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { addedConstraints, causing } from "./support/commands.ts";

export const checkConstraintScansTable = defineRule({
  id: "check-constraint-scans-table",
  group: "locking",
  severity: "warning",
  summary: "Adding a validated CHECK stops reads and writes while every row is checked",
  why: `\`ADD CONSTRAINT … CHECK\` takes ACCESS EXCLUSIVE (not SHARE ROW EXCLUSIVE, as is often said) and reads the whole
table under it. The same holds for a CHECK written inline in \`ADD COLUMN\`.`,
  instead: `Add it \`NOT VALID\`, which is instant, and \`VALIDATE CONSTRAINT\` in a later transaction, which lets reads and
writes go on. Mind that a NOT VALID CHECK already rejects every update of an old row that violates it.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT",
    "src/backend/commands/tablecmds.c: AlterTableGetLockLevel",
  ],
  messages: {
    scan: "{waits}. The CHECK takes {locks}. Add it NOT VALID and VALIDATE it in a later transaction.",
  },
  recipes: ["check-not-valid"],
  statement(statement, context) {
    const added = addedConstraints(statement.statement, ["CONSTR_CHECK"]);
    if (added.length === 0) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "scan"),
    );
    if (found === undefined) return [];
    return causing(found.entry, "scan", added).map(({ span }) =>
      report(found, context, "scan", { at: span }),
    );
  },
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0);",
      good: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;",
    },
  ],
});
