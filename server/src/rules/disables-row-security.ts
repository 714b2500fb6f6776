import type { Unguarded } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const disablesRowSecurity = defineRule({
  id: "disables-row-security",
  group: "data",
  severity: "warning",
  summary: "Without row security, whoever may read the table sees every row",
  why: `The policies stay, and none of them is asked any more: each role with SELECT sees the rows of all others, and with
UPDATE or DELETE it may change them. Where an API stands right on the database, that is everybody.`,
  instead: "Give the role that must see everything a policy of its own, or BYPASSRLS.",
  withoutPlan:
    "Who may see the rows is your decision; no order of steps makes it another. Give the roles that need all rows BYPASSRLS or a policy instead.",
  references: ["https://www.postgresql.org/docs/current/ddl-rowsecurity.html"],
  messages: {
    drop: "From here on the policy {policies} of {guarded} hides no rows: whoever else may read them sees more. It takes {locks}, which {blocks}, {duration}.",
    disable:
      "From here on no policy of {guarded} hides rows: whoever may read it sees all of them. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => opened(entry, context).length > 0);
    if (found === undefined) return [];
    const open = opened(found.entry, context);
    const policies = open.flatMap(({ part }) => part ?? []);
    const guarded = enumerateFew([...new Set(open.map(({ relation }) => relation?.name ?? ""))]);
    const message = policies.length === 0 ? "disable" : "drop";
    return [report(found, context, message, { data: { guarded, policies: enumerateFew(policies) } })];
  },
  examples: [
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE notes ENABLE ROW LEVEL SECURITY;",
      bad: "ALTER TABLE notes DISABLE ROW LEVEL SECURITY;",
      good: "CREATE POLICY reporting ON notes FOR SELECT TO pg_monitor USING (true);",
    },
  ],
});

function opened({ effects }: TimelineEntry, context: RuleContext): readonly Unguarded[] {
  return (effects.unguards ?? []).filter(
    ({ code, relation }) => code === "row-security" && relation !== undefined && context.existed(relation.id),
  );
}
