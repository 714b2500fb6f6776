import { defineRule } from "./rule.ts";
import { hit, report, workOnOld } from "./support/hits.ts";
import { addedConstraints, causing } from "./support/commands.ts";

export const uniqueConstraintBlocksReads = defineRule({
  id: "unique-constraint-blocks-reads",
  group: "locking",
  severity: "warning",
  summary: "Adding UNIQUE, PRIMARY KEY or EXCLUDE builds an index while reads and writes wait",
  why: `The constraint's index is built under ACCESS EXCLUSIVE, so neither reads nor writes get through until it is
complete. The same holds for UNIQUE written inline in \`ADD COLUMN\`.`,
  instead: `Build the index first with \`CREATE UNIQUE INDEX CONCURRENTLY\`, outside a transaction, then
\`ADD CONSTRAINT … UNIQUE USING INDEX …\` (or PRIMARY KEY, whose columns must be NOT NULL first), which is instant. EXCLUDE
has no concurrent form.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
  ],
  messages: {
    build:
      "Adding this constraint takes {locks}, which {blocks}, {duration}. Build the index CONCURRENTLY first and add the constraint USING INDEX.",
  },
  recipes: [],
  statement(statement, context) {
    const added = addedConstraints(statement.statement, [
      "CONSTR_UNIQUE",
      "CONSTR_PRIMARY",
      "CONSTR_EXCLUSION",
    ]);
    if (added.length === 0) return [];
    const found = hit(statement, (entry) =>
      workOnOld(entry, context).some(({ kind }) => kind === "index-build"),
    );
    if (found === undefined) return [];
    return causing(found.entry, "index-build", added).map(({ span }) =>
      report(found, context, "build", { at: span }),
    );
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text); CREATE UNIQUE INDEX users_email ON users (email);",
      bad: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
      good: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email;",
    },
  ],
});
