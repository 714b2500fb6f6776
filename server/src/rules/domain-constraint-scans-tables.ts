import { defineRule } from "./rule.ts";
import { firstAffected, report, worksWhile } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const domainConstraintScansTables = defineRule({
  id: "domain-constraint-scans-tables",
  group: "locking",
  severity: "warning",
  summary: "A constraint on a domain reads through every table that uses it while writes wait",
  why: `\`ALTER DOMAIN … ADD CONSTRAINT\`, \`VALIDATE CONSTRAINT\` and \`SET NOT NULL\` take SHARE on **every table** with a
column of the domain and read each of them through. Until the last one is checked, nobody writes to any of them, and
VALIDATE is no lighter than the rest.`,
  instead: `Add the constraint \`NOT VALID\`: new values are checked, and no table is locked. Validate when the tables are
quiet, or put a CHECK on each column instead, which can be added NOT VALID and validated while writes go on.`,
  withoutPlan:
    "VALIDATE of a domain's constraint takes the same lock as adding it, before PostgreSQL 19, and NOT NULL cannot be NOT VALID. Add CHECK (VALUE IS NOT NULL) NOT VALID, which reads nothing, or put NOT NULL on each column instead, which has a recipe.",
  references: [
    "https://www.postgresql.org/docs/current/sql-alterdomain.html",
    "src/backend/commands/typecmds.c: validateDomainCheckConstraint",
  ],
  messages: { scan: "{waits}. It takes {locks}." },
  recipes: ["domain-check-not-valid"],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("AlterDomainStmt" in node)) return [];
    const found = firstAffected(statement, (entry) => worksWhile("writes", entry, context));
    if (found === undefined) return [];
    return [report(found, context, "scan", { at: phrase(statement.statement, "alter", "domain") })];
  },
  examples: [
    {
      before: "CREATE DOMAIN email AS text; CREATE TABLE users (id bigint PRIMARY KEY, address email);",
      bad: "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%');",
      good: "ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;",
    },
  ],
});
