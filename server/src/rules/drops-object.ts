import type { ObjectBreakage } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import type { Span } from "../sql/span.ts";
import { defineRule, type AnalysedStatement, type RuleContext, type SectionReport } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { isMadeAgain, namesOfObjects, objectsHit } from "./support/objects.ts";
import { phrase } from "./support/ranges.ts";
import { remadeRoutines, type RemadeRoutine } from "./support/remadeRoutines.ts";

export const dropsObject = defineRule({
  id: "drops-object",
  group: "breaking",
  severity: "warning",
  summary: "Dropping a function, type or extension breaks running code that uses it",
  why: `PostgreSQL refuses the drop while other objects depend on it. Text is no dependency: queries of the running
application that call the function or cast to the type, and the bodies of functions in quotes, fail from then on (42883,
42704). What the same migration makes again is not reported, unless a role that was granted EXECUTE on it loses that.`,
  instead: `Deploy an application version that no longer uses it first. To change a function, use
\`CREATE OR REPLACE FUNCTION\`, or drop and create it in one transaction.`,
  withoutPlan:
    "Nothing in the database shows who still uses it. Deploy a version that does not, wait until the old one is gone, and drop it in a migration of its own then.",
  references: [
    "https://www.postgresql.org/docs/current/sql-dropfunction.html",
    "https://www.postgresql.org/docs/current/sql-droptype.html",
    "https://www.postgresql.org/docs/current/sql-dropextension.html",
  ],
  messages: {
    drop: "Running code that still uses {dropped} fails.",
    ungranted:
      "{roles} can no longer call {dropped}: it is made again without their GRANT. Grant EXECUTE on it again in the same migration.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) => onSome(statement, ({ effects }) => effects.breaksObjects !== undefined),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => dropped(entry, statement, context).length > 0);
      const at = phrase(statement.statement, "drop");
      if (found === undefined) return ungranted(statement, context, at);
      const gone = namesOfObjects(dropped(found.entry, statement, context));
      return [{ ...report(found, context, "drop", { at, data: { dropped: gone } }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
      bad: "DROP FUNCTION price(integer);",
      good: "CREATE OR REPLACE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';",
    },
  ],
});

/** A routine that is made again has none of the old one's privileges, but for those that are given by default. */
function ungranted(
  statement: AnalysedStatement,
  context: RuleContext,
  at: Span | undefined,
): readonly SectionReport[] {
  const lost = (entry: TimelineEntry): RemadeRoutine | undefined =>
    remadeRoutines(entry, statement, context).find(({ loses }) => loses !== undefined);
  const found = firstAffected(statement, (entry) => lost(entry) !== undefined);
  const routine = found && lost(found.entry);
  if (found === undefined || routine?.loses === undefined) return [];
  const data = { roles: routine.loses, dropped: routine.name };
  return [{ ...report(found, context, "ungranted", { at, data }), statement }];
}

/** What CASCADE takes along has a rule of its own. */
function dropped(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly ObjectBreakage[] {
  const named = entry.effects.destroys.filter(({ implied }) => !implied);
  return objectsHit(entry, context, "old-code-uses-object").filter(
    (object) =>
      object.to === undefined &&
      named.some(({ name }) => object.object === name || object.object.endsWith(` ${name}`)) &&
      !isMadeAgain(entry, object, statement, context),
  );
}
