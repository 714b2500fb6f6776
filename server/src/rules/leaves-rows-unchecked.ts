import { isTable } from "../catalog/relations.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { hasSurprise, partsNamed, tellSurprises } from "./support/surprises.ts";

export const leavesRowsUnchecked = defineRule({
  id: "leaves-rows-unchecked",
  group: "data",
  severity: "info",
  summary: "Old rows that violate a NOT VALID CHECK stay, and no update of them succeeds",
  why: `\`NOT VALID\` leaves the rows that are there alone, but every row that is written has to obey the CHECK as a whole: an
UPDATE of another column of an old row that violates it fails with 23514. (A NOT VALID foreign key does not behave so: it looks
at its own columns when they change.) Until \`VALIDATE CONSTRAINT\` the planner does not use the constraint either, and
\`SET NOT NULL\` is not spared its scan.`,
  instead: `Bring the old rows in order first: let new rows obey (in the application, or by a trigger), fill the old ones in
batches, then add the CHECK NOT VALID, and \`VALIDATE CONSTRAINT\` in the next migration.`,
  withoutPlan:
    "Whether old rows violate it the migrations do not show. Look for them first; VALIDATE CONSTRAINT in the next migration, which lets reads and writes go on.",
  references: ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
  messages: {
    unchecked:
      "Until it is validated, any UPDATE of an old row that violates {constraints} fails (23514), whichever column it sets. Mend such rows first, and VALIDATE CONSTRAINT in the next migration.",
  },
  recipes: [],
  concerns: (statement) => hasSurprise(statement, "unchecked-rows"),
  section: (context, concerned) =>
    concerned.flatMap((statement) =>
      tellSurprises(statement, context, {
        code: "unchecked-rows",
        message: "unchecked",
        holds: ({ relation, part }, { entry }) => {
          const table = catalogAtEnd(entry, statement, context)?.get("relation", relation.id);
          return isTable(table) && table.constraints.some(({ name, valid }) => name === part && !valid);
        },
        data: (surprises) => ({ constraints: enumerateFew(partsNamed(surprises)) }),
      }).map((report) => ({ ...report, statement })),
    ),
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;",
      good: "CREATE TABLE offers (price numeric, CHECK (price > 0));",
    },
  ],
});
