import { isTable } from "../catalog/relations.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { hasSurprise, partsNamed, tellSurprises } from "./support/surprises.ts";

export const allowsNull = defineRule({
  id: "allows-null",
  group: "breaking",
  severity: "info",
  summary: "Running code may read NULL from a column that never held one",
  why: `\`DROP NOT NULL\` is instant and refuses nothing. But code that was written for a column without NULL gets one as soon as
somebody stores it, and a later \`SET NOT NULL\` has to read every row again.`,
  instead:
    "Deploy an application version that can read NULL there first, and let only later versions write it.",
  withoutPlan:
    "Whether running code can read NULL only you know. Deploy a version that can, then drop NOT NULL.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL",
  ],
  messages: {
    null: "Running code may read NULL from {columns} from then on. Deploy a version that can first.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) => hasSurprise(statement, "null-allowed"),
  section: (context, concerned) =>
    concerned.flatMap((statement) =>
      tellSurprises(statement, context, {
        code: "null-allowed",
        message: "null",
        holds: ({ relation, part }, { entry }) => {
          const table = catalogAtEnd(entry, statement, context)?.get("relation", relation.id);
          return isTable(table) && table.columns.some(({ name, notNull }) => name === part && !notNull);
        },
        data: (surprises) => ({ columns: enumerateFew(partsNamed(surprises)) }),
      }).map((report) => ({ ...report, statement })),
    ),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);",
      bad: "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
      good: "ALTER TABLE users DROP COLUMN email;",
    },
  ],
});
