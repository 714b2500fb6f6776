import type { Catalog } from "../catalog/catalog.ts";
import { isTable } from "../catalog/relations.ts";
import type { Breakage } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const triggerStopsWrites = defineRule({
  id: "trigger-stops-writes",
  group: "breaking",
  severity: "warning",
  summary: "The trigger lets no row be written, or refuses some",
  why: `A trigger function that returns NULL before each row leaves the row out: INSERT, UPDATE and DELETE report 0 rows and no
error. One that fails, by RAISE or since it names a column that the table does not have, fails the statement of the application
with it; where a condition decides, some rows are refused, as by a CHECK. CREATE TRIGGER does not look into the function.`,
  instead: `End a BEFORE trigger with \`RETURN NEW\` (\`RETURN OLD\` for DELETE). Where writes are to stop, deploy a version that does
not write there first.`,
  withoutPlan:
    "What writes are to do is your decision. Mend the trigger's function, or stop the writes of the application before.",
  references: [
    "https://www.postgresql.org/docs/current/plpgsql-trigger.html",
    "https://www.postgresql.org/docs/current/trigger-definition.html",
  ],
  messages: {
    fail: "Every {events} of {table} fails from then on: the trigger {trigger} raises {message} (SQLSTATE {sqlstate}).",
    some: "Running code fails where it writes what the trigger {trigger} refuses: on {events} of {table} it may raise {message} (SQLSTATE {sqlstate}). Deploy a version that keeps to it first.",
    skip: "No {events} of {table} writes a row any more, and none fails: the trigger {trigger} returns NULL before each row.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-writes-stopped")),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => stopping(entry, statement, context).length > 0);
      if (found === undefined) return [];
      return stopping(found.entry, statement, context).map(({ relation, part = "", stopped }) => {
        const { fails, events = [] } = stopped ?? {};
        const data = {
          events: enumerateFew(events.map((event) => event.toUpperCase())).replace(" and ", " or "),
          table: relation.name,
          trigger: part,
          ...(fails === undefined ? {} : { message: `“${fails.message}”`, sqlstate: fails.sqlstate }),
        };
        const fail = stopped?.some === true ? "some" : "fail";
        return { ...report(found, context, fails === undefined ? "skip" : fail, { data }), statement };
      });
    });
  },
  examples: [
    {
      before: `CREATE TABLE notes (id bigint PRIMARY KEY, note text); CREATE FUNCTION note_set() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE FUNCTION note_kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
      bad: "CREATE TRIGGER notes_set BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note_set();",
      good: "CREATE TRIGGER notes_set BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note_kept();",
    },
    {
      before: `CREATE TABLE notes (id bigint PRIMARY KEY, note text); CREATE FUNCTION note_set() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed_at := now(); RETURN NEW; END';`,
      bad: "CREATE TRIGGER notes_set BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note_set();",
      good: "ALTER TABLE notes ADD COLUMN changed_at timestamptz; CREATE TRIGGER notes_set BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION note_set();",
    },
  ],
});

/** What a later statement of the migration drops, replaces, or gives the column that was missing is not reported. */
function stopping(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Breakage[] {
  const end = catalogAtEnd(entry, statement, context);
  return entry.effects.breaks.filter((breakage) => {
    if (breakage.code !== "old-code-writes-stopped" || !context.existed(breakage.relation.id)) return false;
    const then = firing(entry.after, breakage);
    return then !== undefined && then === firing(end, breakage);
  });
}

/** What the trigger does to which columns, as a text; undefined where it is not there. */
function firing(catalog: Catalog | undefined, { relation, part }: Breakage): string | undefined {
  const table = catalog?.get("relation", relation.id);
  if (!isTable(table)) return undefined;
  const trigger = table.triggers.find(({ name }) => name === part);
  if (trigger?.function === undefined) return undefined;
  const body = catalog?.get("function", trigger.function)?.body;
  return JSON.stringify([trigger.id, trigger.enabled, body, table.columns.map(({ name }) => name)]);
}
