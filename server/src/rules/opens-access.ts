import { enumerateFew } from "../timeline/words/lists.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext, type SectionReport } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";
import { remadeRoutines } from "./support/remadeRoutines.ts";

export const opensAccess = defineRule({
  id: "opens-access",
  group: "data",
  severity: "warning",
  summary: "Every role may change rows, read all tables of a schema, or call a function that it could not",
  why: `PUBLIC is every role of the cluster, also those that are made later and those of reporting and monitoring tools.
Row security does not help where no policy is written, and a later REVOKE from one role takes nothing from PUBLIC. Every
role may call a new function, too: one that is dropped and made again has lost its REVOKE … FROM PUBLIC, which CREATE OR
REPLACE keeps.`,
  instead: "Grant to the roles that need it, by a group role if they are many.",
  withoutPlan: "Who may do this is your decision. Grant it to the roles that need it, by name.",
  references: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
  messages: {
    open: "From here on every role has {opened}.",
    again:
      "From here on every role may call {routine}, which only some could: it is made again without its REVOKE. REVOKE EXECUTE on it FROM PUBLIC again in the same migration.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.opens !== undefined || effects.breaksObjects !== undefined),
  section: (context, concerned) =>
    concerned.flatMap((statement) => {
      const found = firstAffected(statement, ({ effects }) => (effects.opens ?? []).length > 0);
      if (found === undefined) return openAgain(statement, context);
      const opened = enumerateFew(found.entry.effects.opens ?? []);
      return [{ ...report(found, context, "open", { data: { opened } }), statement }];
    }),
  examples: [
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY); CREATE TABLE rates (id bigint PRIMARY KEY);",
      bad: "GRANT ALL ON notes TO PUBLIC;",
      good: "GRANT SELECT ON rates TO PUBLIC;",
    },
  ],
});

function openAgain(statement: AnalysedStatement, context: RuleContext): readonly SectionReport[] {
  const open = (entry: TimelineEntry): string | undefined =>
    remadeRoutines(entry, statement, context).find(({ opens }) => opens)?.name;
  const found = firstAffected(statement, (entry) => open(entry) !== undefined);
  const routine = found && open(found.entry);
  if (found === undefined || routine === undefined) return [];
  const at = phrase(statement.statement, "drop");
  return [{ ...report(found, context, "again", { at, data: { routine } }), statement }];
}
