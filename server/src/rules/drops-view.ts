import { nameKey } from "../catalog/ids.ts";
import { isIndex, isView, type Relation } from "../catalog/relations.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { Span } from "../sql/span.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { droppedObjects, isNamed } from "./support/namedObjects.ts";
import { lostReaders } from "./support/lostReaders.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { phrase } from "./support/ranges.ts";

export const dropsView = defineRule({
  id: "drops-view",
  group: "breaking",
  severity: "warning",
  summary: "Dropping a view or a sequence breaks running code that uses it",
  why: `Queries that name it fail with 42P01 from then on. A materialized view takes its rows along: it has to be computed anew.
A view that the same migration creates again is not reported.`,
  instead: `Deploy an application version that no longer uses it first. A view that is made again has lost what was granted on it. To change a view, use \`CREATE OR REPLACE VIEW\`, or
drop and create it in one transaction.`,
  withoutPlan:
    "Nothing in the database shows who still uses the view. Deploy a version that does not, and drop it in a migration of its own then; or CREATE OR REPLACE it with the same columns first.",
  references: ["https://www.postgresql.org/docs/current/sql-dropview.html"],
  messages: {
    narrow:
      "Running code that reads {columns} fails: the view is made again without. It takes {locks}, which {blocks}, {duration}.",
    ungranted:
      "{roles} can no longer read {view}: it is made again without their GRANT. Grant SELECT on it again in the same migration.",
    drop: "Running code that still uses {dropped} fails. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.length > 0 && effects.destroys.length > 0),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const narrowed = firstAffected(statement, (entry) => lacking(entry, statement, context).length > 0);
      if (narrowed !== undefined) {
        const columns = enumerateFew(lacking(narrowed.entry, statement, context));
        const at = phrase(statement.statement, "drop");
        return [{ ...report(narrowed, context, "narrow", { at, data: { columns } }), statement }];
      }
      const ungranted = firstAffected(
        statement,
        (entry) => ungrantedIn(entry, statement, context) !== undefined,
      );
      const lost = ungranted && ungrantedIn(ungranted.entry, statement, context);
      if (ungranted !== undefined && lost !== undefined) {
        const data = { view: lost.view, roles: lost.roles };
        const at = phrase(statement.statement, "drop");
        return [{ ...report(ungranted, context, "ungranted", { at, data }), statement }];
      }
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

/** What running code reads and is dropped, but for tables, which have a rule of their own. */
function dropped(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly string[] {
  return gone(entry, context).flatMap((relation) =>
    madeAgain(entry, relation, statement, context) === undefined ? [relation.name] : [],
  );
}

/** The columns that a view had and does not have when the section ends, where it is made again. */
function lacking(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly string[] {
  return gone(entry, context).flatMap((relation) => {
    const known = entry.before.get("relation", relation.id);
    const now = madeAgain(entry, relation, statement, context);
    if (!isView(known) || now === undefined || !("columns" in now) || isIndex(now)) return [];
    const left = new Set(now.columns.map(({ name }) => name));
    const lost = known.columns.filter(({ name }) => !left.has(name));
    return now.open === true ? [] : lost.map(({ name }) => `${relation.name}.${name}`);
  });
}

/** The first view that is made again and may no longer be read by a role that was granted it. */
function ungrantedIn(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): { readonly view: string; readonly roles: string } | undefined {
  for (const relation of gone(entry, context)) {
    const known = entry.before.get("relation", relation.id);
    const now = madeAgain(entry, relation, statement, context);
    const end = catalogAtEnd(entry, statement, context);
    if (known === undefined || now === undefined || end === undefined) continue;
    const roles = lostReaders([entry.before, known], [end, now]);
    if (roles !== undefined) return { view: relation.name, roles };
  }
  return undefined;
}

function gone({ effects }: TimelineEntry, context: RuleContext): readonly RelationName[] {
  const { breaks, destroys } = effects;
  if (breaks.length === 0) return [];
  return breaks.flatMap(({ code, relation }) => {
    const isLost = destroys.some(
      (lost) => lost.relation?.id === relation.id && ["view", "other"].includes(lost.code) && !lost.implied,
    );
    return code === "old-code-reads-table" && isLost && context.existed(relation.id) ? [relation] : [];
  });
}

/** The relation of that name that the section ends with. */
function madeAgain(
  entry: TimelineEntry,
  { id }: RelationName,
  statement: AnalysedStatement,
  context: RuleContext,
): Relation | undefined {
  const known = entry.before.get("relation", id);
  const end = known === undefined ? undefined : catalogAtEnd(entry, statement, context);
  const now = known === undefined ? undefined : end?.get("relationName", nameKey(known));
  return now === undefined ? undefined : end?.get("relation", now);
}
