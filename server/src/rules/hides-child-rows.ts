import { displayName } from "../catalog/ids.ts";
import { isTable } from "../catalog/relations.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const hidesChildRows = defineRule({
  id: "hides-child-rows",
  group: "breaking",
  severity: "warning",
  summary: "Rows of a table that leaves its parent are no longer found there",
  why: `A query of a table finds the rows of the tables that inherit from it, too, and so do UPDATE and DELETE. After NO INHERIT they
are in a table of its own: no query fails, there are just fewer rows.`,
  instead: "Deploy an application version that looks into the other table first.",
  withoutPlan:
    "Who still needs the rows in the parent only you know. Deploy a version that reads the table itself, or a view of both, and end the inheritance then.",
  references: [
    "https://www.postgresql.org/docs/current/ddl-inherit.html",
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-INHERIT",
  ],
  messages: {
    hide: "Running code no longer finds the rows of {children} in {parents}, and nothing fails. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => leaving(entry, context).length > 0);
    if (found === undefined) return [];
    const left = leaving(found.entry, context);
    const data = {
      children: enumerateFew([...new Set(left.map(({ part = "" }) => part))]),
      parents: enumerateFew([...new Set(left.map(({ relation }) => relation.name))]),
    };
    return [report(found, context, "hide", { at: phrase(statement.statement, "no", "inherit"), data })];
  },
  examples: [
    {
      before:
        "CREATE TABLE vehicles (id bigint, plate text); CREATE TABLE cars (doors integer) INHERITS (vehicles);",
      bad: "ALTER TABLE cars NO INHERIT vehicles;",
      good: "ALTER TABLE cars ADD COLUMN wheels integer;",
    },
  ],
});

function leaving(
  { effects, before }: TimelineEntry,
  context: RuleContext,
): TimelineEntry["effects"]["breaks"] {
  return effects.breaks.filter(({ code, relation, part }) => {
    if (code !== "old-code-misses-rows" || !context.existed(relation.id)) return false;
    const parent = before.get("relation", relation.id);
    const children = isTable(parent) ? parent.children.map((id) => before.get("relation", id)) : [];
    return children.some(
      (child) => child !== undefined && displayName(child) === part && context.existed(child.id),
    );
  });
}
