import type { TimelineEntry } from "../timeline/timeline.ts";
import { enumerate } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const requiresColumn = defineRule({
  id: "requires-column",
  group: "breaking",
  severity: "warning",
  summary: "Running code that inserts without a column, or writes NULL to it, fails from then on",
  why: `A NOT NULL column without a default or identity has to be given in every INSERT. Where its default is dropped, or NOT NULL
comes with a primary key or unvalidated, the rows that are there stay as they are, and the application that left the column out
so far fails with 23502 at its next INSERT.`,
  instead:
    "Deploy an application version that always gives the column first, or keep the default until then.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-DEFAULT",
  ],
  messages: {
    insert:
      "Running code that inserts without {columns} fails from then on. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => required(entry, context).length > 0);
    if (found === undefined) return [];
    const columns = enumerate([...new Set(required(found.entry, context))]);
    return [report(found, context, "insert", { data: { columns } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, country text NOT NULL DEFAULT 'NL');",
      bad: "ALTER TABLE users ALTER COLUMN country DROP DEFAULT;",
      good: "ALTER TABLE users ALTER COLUMN country SET DEFAULT 'BE';",
    },
  ],
});

/** A statement that fails with rows, or works on them under its lock, has a rule that says more. */
function required({ effects }: TimelineEntry, context: RuleContext): readonly string[] {
  if (effects.fails !== undefined || effects.work.length > 0) return [];
  return effects.breaks.flatMap(({ code, relation, part = "" }) =>
    code === "old-code-inserts-without-column" && context.existed(relation.id)
      ? [`${relation.name}.${part}`]
      : [],
  );
}
