import type { Breakage } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { isTable } from "../catalog/relations.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const hidesRows = defineRule({
  id: "hides-rows",
  group: "breaking",
  severity: "warning",
  summary: "Changing row security policies may hide rows from the running application",
  why: `No query fails to say so: SELECT returns fewer rows, UPDATE and DELETE change fewer, and INSERT fails with 42501. A
dropped policy lets no row pass any more, a restrictive one has to be passed besides all others. A policy that the same
migration creates again is not reported.`,
  instead: `Drop the old policy and create the new one in one transaction, and try it as the application's role
(\`SET ROLE\`) before.`,
  withoutPlan:
    "Who may see the rows is your decision. Create the policies before row security is enabled, and try them with the application's role.",
  references: ["https://www.postgresql.org/docs/current/ddl-rowsecurity.html"],
  messages: {
    hide: "With the policy {policies} changed, running code may see fewer rows, and fail to write some. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-loses-rows")),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => hiding(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const names = hiding(found.entry, statement, context).map(
        ({ relation, part = "" }) => `${part} of ${relation.name}`,
      );
      const at = phrase(statement.statement, "policy");
      return [
        { ...report(found, context, "hide", { at, data: { policies: enumerateFew(names) } }), statement },
      ];
    });
  },
  examples: [
    {
      before:
        "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY all_notes ON notes USING (true);",
      bad: "DROP POLICY all_notes ON notes;",
      good: "DROP POLICY all_notes ON notes; CREATE POLICY all_notes ON notes USING (id > 0);",
    },
  ],
});

function hiding(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Breakage[] {
  return entry.effects.breaks.filter(
    (breakage) =>
      breakage.code === "old-code-loses-rows" &&
      context.existed(breakage.relation.id) &&
      !isMadeAgain(entry, breakage, statement, context),
  );
}

/** Whether the section ends with a policy of the name of one that was dropped, or without the table. */
function isMadeAgain(
  entry: TimelineEntry,
  { relation, part }: Breakage,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const isIn = (catalog: TimelineEntry["after"] | undefined): boolean => {
    const table = catalog?.get("relation", relation.id);
    return isTable(table) && table.policies.some(({ name }) => name === part);
  };
  const isDropped = !isIn(entry.after);
  const end = catalogAtEnd(entry, statement, context);
  return isDropped && (isIn(end) || end?.get("relation", relation.id) === undefined);
}
