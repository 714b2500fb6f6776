import { isTable } from "../catalog/relations.ts";
import type { Surprise } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { hasSurprise, partsNamed, tellSurprises } from "./support/surprises.ts";

export const dropsDefault = defineRule({
  id: "drops-default",
  group: "breaking",
  severity: "info",
  summary: "Without its default, a column holds NULL wherever running code leaves it out",
  why: `No INSERT fails to say so: from then on rows come in with NULL where they had the default. What reads the column and
does not expect NULL there fails later. A default that the same migration sets again is not reported.`,
  instead:
    "Deploy an application version that always gives the column first, then drop the default. Where NULL must not be, set NOT NULL as well.",
  withoutPlan:
    "Whether running code leaves the column out only you know. Deploy a version that gives it first, then drop the default.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT",
  ],
  messages: {
    null: "Running code that inserts without {columns} stores NULL from then on, where it stored the default.",
  },
  recipes: [],
  concerns: (statement) => hasSurprise(statement, "null-by-default"),
  section: (context, concerned) =>
    concerned.flatMap((statement) =>
      tellSurprises(statement, context, {
        code: "null-by-default",
        message: "null",
        holds: (surprise, { entry }) => isStillSo(surprise, entry, statement, context),
        data: (surprises) => ({ columns: enumerateFew(partsNamed(surprises)) }),
      }).map((report) => ({ ...report, statement })),
    ),
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, country text DEFAULT 'NL');",
      bad: "ALTER TABLE users ALTER COLUMN country DROP DEFAULT;",
      good: "ALTER TABLE users ALTER COLUMN country DROP DEFAULT; ALTER TABLE users ALTER COLUMN country SET DEFAULT 'BE';",
    },
  ],
});

/** Whether the section ends with the column, and without a default. */
function isStillSo(
  { relation, part }: Surprise,
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const table = catalogAtEnd(entry, statement, context)?.get("relation", relation.id);
  const column = isTable(table) ? table.columns.find(({ name }) => name === part) : undefined;
  return column !== undefined && column.default === undefined && !column.notNull;
}
