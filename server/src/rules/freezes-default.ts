import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { partsNamed, tellSurprises } from "./support/surprises.ts";

export const freezesDefault = defineRule({
  id: "freezes-default",
  group: "data",
  severity: "info",
  together: true,
  summary: "All rows that are there get the time of the migration as the value of a new column",
  why: `A default such as \`now()\` or \`CURRENT_DATE\` is computed once, when the column is added, and that one value counts for
every old row (no row is written, so it is instant). A \`created_at\` then says of all of them that they were made by the migration.`,
  instead: `Nothing, where that is meant. Else add the column without a default, \`SET DEFAULT now()\` for new rows in a second
statement, and fill the old rows in batches with what is true of each.`,
  withoutPlan:
    "What the old rows are to hold only you know. Add the column without a default, SET DEFAULT for new rows, and fill the old ones in batches.",
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  messages: {
    frozen:
      "All rows that are there get the same value of {columns}: the default is computed once, now. If each needs its own, add the column without it, SET DEFAULT for new rows, and fill the old ones.",
  },
  recipes: [],
  statement: (statement, context) =>
    tellSurprises(statement, context, {
      code: "one-value-for-all",
      message: "frozen",
      data: (surprises) => ({ columns: enumerateFew(partsNamed(surprises)) }),
    }),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();",
      good: "ALTER TABLE users ADD COLUMN created_at timestamptz; ALTER TABLE users ALTER COLUMN created_at SET DEFAULT now();",
    },
  ],
});
