import { defineRule } from "./rule.ts";
import { phrase } from "./support/ranges.ts";

export const updateWithLimit = defineRule({
  id: "update-with-limit",
  group: "syntax",
  severity: "error",
  summary: "UPDATE … LIMIT and DELETE … LIMIT are not PostgreSQL",
  why: "The form is MySQL's; PostgreSQL answers with a syntax error (42601) in every version.",
  instead: `Choose the rows in a subquery: \`UPDATE t SET … WHERE id IN (SELECT id FROM t WHERE … ORDER BY id LIMIT 1000)\`.`,
  withoutPlan:
    "PostgreSQL has no UPDATE or DELETE with LIMIT. Pick the rows by key in a subquery with LIMIT.",
  references: ["https://www.postgresql.org/docs/current/sql-update.html#SQL-UPDATE-EXAMPLES"],
  messages: {
    limit:
      "PostgreSQL has no LIMIT here. Choose the rows in a subquery: … WHERE id IN (SELECT id … ORDER BY id LIMIT n).",
  },
  recipes: [],
  syntax(statement) {
    if (!/^\s*(update|delete)\b/i.test(statement.masked)) return [];
    const at = phrase(statement, "limit");
    const { problem } = statement;
    if (at === undefined || problem === undefined || problem.span.start !== at.start) return [];
    return [{ message: "limit", at }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "UPDATE users SET name = '' WHERE name IS NULL LIMIT 1000;",
      good: "UPDATE users SET name = '' WHERE id IN (SELECT id FROM users WHERE name IS NULL ORDER BY id LIMIT 1000);",
    },
  ],
});
