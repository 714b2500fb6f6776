import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { tellSurprises } from "./support/surprises.ts";

export const viewKeepsColumnName = defineRule({
  id: "view-keeps-column-name",
  group: "migration",
  severity: "info",
  summary: "A view goes on calling a renamed column by its old name",
  why: `A view follows the column that was renamed, but its own column was named when the view was made, also where that was by
\`SELECT *\`. Code that reads the view must go on using the old name, and a \`CREATE OR REPLACE VIEW\` from the new source
fails with 42P16: it would rename a column.`,
  instead: "`ALTER VIEW … RENAME COLUMN`, when the code that reads the view can take it.",
  withoutPlan:
    "The view still works for running code as it is. Rename its column when all readers know the new name.",
  references: ["https://www.postgresql.org/docs/current/sql-alterview.html"],
  messages: {
    kept: "{views}: the columns of a view are named when it is made. ALTER VIEW … RENAME COLUMN, if readers are to have the new one.",
  },
  recipes: [],
  statement: (statement, context) =>
    tellSurprises(statement, context, {
      code: "keeps-column-name",
      message: "kept",
      data: (surprises) => ({
        views: enumerateFew(
          surprises.map(({ part = "", other = "" }) => `The view ${other} still calls it ${part}`),
          2,
        ),
      }),
    }),
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, name text, age integer); CREATE VIEW members AS SELECT id, name FROM users;",
      bad: "ALTER TABLE users RENAME COLUMN name TO full_name;",
      good: "ALTER TABLE users RENAME COLUMN age TO years;",
    },
  ],
});
