import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { tellSurprises } from "./support/surprises.ts";

export const renamesIndexWithConstraint = defineRule({
  id: "renames-index-with-constraint",
  group: "migration",
  severity: "info",
  summary: "ADD CONSTRAINT … USING INDEX gives the index the name of the constraint",
  why: `The server says so in a NOTICE that nobody reads. A later \`DROP INDEX\` or \`REINDEX\` by the old name fails with 42704, and
with \`IF EXISTS\` it passes over the index in silence.`,
  instead: "Build the index under the name that the constraint is to have.",
  withoutPlan: "Nothing blocks here: give the index the constraint's name when it is built.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX",
  ],
  messages: {
    renamed:
      "The index {names} from then on: later statements do not find the old name. Give index and constraint one name.",
  },
  recipes: [],
  statement: (statement, context) =>
    tellSurprises(statement, context, {
      code: "index-renamed",
      message: "renamed",
      data: (surprises) => ({
        names: enumerateFew(surprises.map(({ part = "", other = "" }) => `${part} is called ${other}`)),
      }),
    }),
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text); CREATE UNIQUE INDEX users_email ON users (email);",
      bad: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email;",
      good: "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email;",
    },
  ],
});
