import type { TimelineEntry } from "../timeline/entry.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { objectWords } from "../timeline/words/losses.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { isMadeAgain, objectsHit } from "./support/objects.ts";
import { phrase } from "./support/ranges.ts";

export const renamesObject = defineRule({
  id: "renames-object",
  group: "breaking",
  severity: "warning",
  summary: "Renaming a schema, function, type or enum value breaks running code that names it",
  why: `Views, defaults, triggers and columns follow the object. Text does not: queries of the running application, and the
bodies of functions in quotes, look the old name up when they run and fail (3F000, 42883, 42704, 22P02).`,
  instead: `Create the new one beside the old, deploy an application version that uses it, and drop the old later. For a
function, keep one of the old name that calls the new.`,
  withoutPlan:
    "A function, type or sequence cannot have two names. Create a second one under the new name that calls or copies the first, deploy, and drop the first then.",
  references: [
    "https://www.postgresql.org/docs/current/sql-alterfunction.html",
    "https://www.postgresql.org/docs/current/sql-altertype.html",
    "https://www.postgresql.org/docs/current/sql-alterschema.html",
  ],
  messages: { rename: "Running code that uses the old name fails: {renamed}." },
  recipes: [],
  concerns: (statement) => onSome(statement, ({ effects }) => effects.breaksObjects !== undefined),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => renamed(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const names = renamed(found.entry, statement, context).map(
        (object) => `${objectWords(object)} is ${object.to ?? ""} now`,
      );
      const at = phrase(statement.statement, "rename") ?? phrase(statement.statement, "set", "schema");
      return [
        { ...report(found, context, "rename", { at, data: { renamed: enumerateFew(names) } }), statement },
      ];
    });
  },
  examples: [
    {
      before: "CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
      bad: "ALTER FUNCTION price(integer) RENAME TO net_price;",
      good: "CREATE FUNCTION net_price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
    },
    {
      before: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
      bad: "ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy';",
    },
  ],
});

function renamed(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly ObjectBreakage[] {
  return objectsHit(entry, context, "old-code-uses-object").filter(
    (object) => object.to !== undefined && !isMadeAgain(entry, object, statement, context),
  );
}
