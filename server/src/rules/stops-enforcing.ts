import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { partsNamed, tellSurprises } from "./support/surprises.ts";

export const stopsEnforcing = defineRule({
  id: "stops-enforcing",
  group: "data",
  severity: "warning",
  summary: "A constraint that is NOT ENFORCED stays in the catalog and checks nothing",
  why: `From then on rows come in that violate it, and with a foreign key \`ON DELETE CASCADE\` does not happen either. To enforce
it again, every row has to be read, and it fails where one violates it.`,
  instead: "Leave it enforced, or drop it, so that nobody takes it for a guarantee.",
  withoutPlan: "Whether the constraint is still to hold only you know. Keep it, or drop it.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT",
  ],
  messages: {
    unenforced:
      "From here on rows come in that violate {constraints}: nothing checks it any more. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  statement: (statement, context) =>
    tellSurprises(statement, context, {
      code: "not-enforced",
      message: "unenforced",
      data: (surprises) => ({ constraints: enumerateFew(partsNamed(surprises)) }),
    }),
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user REFERENCES users);",
      bad: "ALTER TABLE orders ALTER CONSTRAINT orders_user NOT ENFORCED;",
      good: "ALTER TABLE orders ALTER CONSTRAINT orders_user DEFERRABLE;",
    },
  ],
});
