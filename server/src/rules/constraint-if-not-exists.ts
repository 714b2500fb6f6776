import { defineRule } from "./rule.ts";
import { phrase } from "./support/ranges.ts";

export const constraintIfNotExists = defineRule({
  id: "constraint-if-not-exists",
  group: "syntax",
  severity: "error",
  summary: "ADD CONSTRAINT IF NOT EXISTS is not PostgreSQL",
  why: "No version knows the form: the server answers with a syntax error (42601).",
  instead: `Leave \`IF NOT EXISTS\` out; or ask first, in a DO block: \`IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid =
'…'::regclass AND conname = '…') THEN ALTER TABLE …\`. A name alone does not say that the constraint is the same.`,
  withoutPlan:
    "PostgreSQL has no such form. Leave IF NOT EXISTS out, or ask pg_constraint in a DO block first.",
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html"],
  messages: {
    exists:
      "ADD CONSTRAINT has no IF NOT EXISTS in any version of PostgreSQL. Leave it out, or ask pg_constraint in a DO block first.",
  },
  recipes: [],
  syntax(statement) {
    const at = phrase(statement, "constraint", "if", "not", "exists");
    const { problem } = statement;
    if (at === undefined || problem === undefined || !/^\s*alter\s+table\b/iu.test(statement.masked))
      return [];
    const isThere = problem.span.start >= at.start && problem.span.start < at.end;
    return isThere ? [{ message: "exists", at }] : [];
  },
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT IF NOT EXISTS price_positive CHECK (price > 0);",
      good: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;",
    },
  ],
});
