import { nameKey } from "../catalog/ids.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { Span } from "../sql/span.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { droppedObjects, isNamed } from "./support/namedObjects.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { phrase } from "./support/ranges.ts";

export const dropsView = defineRule({
  id: "drops-view",
  group: "breaking",
  severity: "warning",
  summary: "Dropping a view or a sequence breaks running code that uses it",
  why: `Queries that name it fail with 42P01 from then on. A materialized view takes its rows along: it has to be computed anew.
A view that the same migration creates again is not reported.`,
  instead: `Deploy an application version that no longer uses it first. To change a view, use \`CREATE OR REPLACE VIEW\`, or
drop and create it in one transaction.`,
  withoutPlan:
    "Nothing in the database shows who still uses the view. Deploy a version that does not, and drop it in a migration of its own then; or CREATE OR REPLACE it with the same columns first.",
  references: ["https://www.postgresql.org/docs/current/sql-dropview.html"],
  messages: {
    drop: "Running code that still uses {dropped} fails. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.length > 0 && effects.destroys.length > 0),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => dropped(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const names = dropped(found.entry, statement, context);
      return placesIn(statement, names).map(({ at, dropped: gone }) => ({
        ...report(found, context, "drop", { at, data: { dropped: gone } }),
        statement,
      }));
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE VIEW members AS SELECT id FROM users;",
      bad: "DROP VIEW members;",
      good: "DROP VIEW members; CREATE VIEW members AS SELECT id, true AS active FROM users;",
    },
  ],
});

/** Each of several views at its own place; what stands alone, or in a body, as a whole. */
function placesIn(
  { statement }: AnalysedStatement,
  names: readonly string[],
): readonly { readonly at: Span | undefined; readonly dropped: string }[] {
  const found = droppedObjects(statement).flatMap((object) => {
    const name = names.find((one) => isNamed(object, one));
    return name === undefined ? [] : [{ at: object.span, dropped: name }];
  });
  return found.length > 1 ? found : [{ at: phrase(statement, "drop"), dropped: enumerateFew(names) }];
}

const nothing: readonly string[] = [];

/** What running code reads and is dropped, but for tables, which have a rule of their own. */
function dropped(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly string[] {
  const { breaks, destroys } = entry.effects;
  if (breaks.length === 0) return nothing;
  return breaks.flatMap(({ code, relation }) => {
    const isLost = destroys.some(
      (gone) => gone.relation?.id === relation.id && ["view", "other"].includes(gone.code) && !gone.implied,
    );
    if (code !== "old-code-reads-table" || !isLost || !context.existed(relation.id)) return [];
    return isMadeAgain(entry, relation, statement, context) ? [] : [relation.name];
  });
}

/** Whether the section ends with a relation of that name. */
function isMadeAgain(
  entry: TimelineEntry,
  { id }: RelationName,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const known = entry.before.get("relation", id);
  const end = catalogAtEnd(entry, statement, context);
  return known !== undefined && end?.get("relationName", nameKey(known)) !== undefined;
}
