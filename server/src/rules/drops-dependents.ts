import type { Destruction } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const dropsDependents = defineRule({
  id: "drops-dependents",
  group: "breaking",
  severity: "warning",
  summary: "CASCADE drops views, foreign keys, functions and defaults that the statement does not name",
  why: `Without CASCADE, PostgreSQL refuses to drop what others depend on. With it, all of them go in silence, and what depends
on them: views with the views over them, foreign keys of other tables (their rows are unchecked from then on), functions,
triggers, policies and column defaults. What goes on one server may be more than on another. The tables that they belong to
are locked with ACCESS EXCLUSIVE as well.`,
  instead:
    "Drop without CASCADE. The error names what is in the way: drop or change each in a statement of its own.",
  withoutPlan:
    "What goes along is yours to decide. Drop each by name first, in a migration of its own, without CASCADE.",
  references: ["https://www.postgresql.org/docs/current/ddl-depend.html"],
  messages: {
    cascade: "CASCADE also drops {gone}. It takes {locks}, which {blocks}, {duration}.",
    unlocked: "CASCADE also drops {gone}.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => dependents(entry, context).length > 0);
    if (found === undefined) return [];
    const gone = enumerateFew([...new Set(dependents(found.entry, context))], 5);
    const message = locksOnOld(found.entry, context).length === 0 ? "unlocked" : "cascade";
    return [report(found, context, message, { at: phrase(statement.statement, "cascade"), data: { gone } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE VIEW members AS SELECT id FROM users;",
      bad: "DROP TABLE users CASCADE;",
      good: "DROP VIEW members; DROP TABLE users;",
    },
  ],
});

/** Lost columns and tables have rules of their own. */
function dependents({ effects }: TimelineEntry, context: RuleContext): readonly string[] {
  return effects.destroys.filter((gone) => isDependent(gone, context)).map(inWords);
}

function isDependent({ byCascade, loses, relation }: Destruction, context: RuleContext): boolean {
  return (
    byCascade === true && loses === "definition" && (relation === undefined || context.existed(relation.id))
  );
}

function inWords({ code, name }: Destruction): string {
  return name.startsWith("whatever ") ? name : `the ${code === "other" ? "" : `${code} `}${name}`;
}
