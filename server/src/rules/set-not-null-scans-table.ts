import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";
import { causing, commandsOf } from "./support/commands.ts";

export const setNotNullScansTable = defineRule({
  id: "set-not-null-scans-table",
  group: "locking",
  severity: "warning",
  summary: "SET NOT NULL stops reads and writes while every row is checked",
  why: `\`SET NOT NULL\` reads the whole table under ACCESS EXCLUSIVE, unless a **valid** CHECK already proves that the
column holds no NULL (\`CHECK (a > 0)\` does not prove it: NULL passes). On 18 this is so even where a NOT VALID not-null
constraint exists.`,
  instead: `Add \`CHECK (column IS NOT NULL) NOT VALID\`, \`VALIDATE CONSTRAINT\` in a later transaction, then \`SET NOT NULL\`
(no scan now) and drop the CHECK in a statement of its own: in one ALTER TABLE the drop would come first and the scan be
back. On 18, \`ADD CONSTRAINT … NOT NULL column NOT VALID\` and \`VALIDATE\` do the same in two steps.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL",
    "src/backend/commands/tablecmds.c: NotNullImpliedByRelConstraints",
  ],
  messages: {
    scan: "{waits}. SET NOT NULL takes {locks}. Prove it first with a CHECK that is added NOT VALID and validated later.",
  },
  recipes: ["not-null-in-two-steps", "not-null-through-check"],
  statement(statement, context) {
    const commands = commandsOf(statement.statement, ["AT_SetNotNull"]);
    if (commands.length === 0) return [];
    const found = firstAffected(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "scan"),
    );
    if (found === undefined) return [];
    return causing(found.entry, "scan", commands).map(({ span }) =>
      report(found, context, "scan", { at: span }),
    );
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, CONSTRAINT named CHECK (name IS NOT NULL));",
      bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      good: "ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
    },
  ],
});
