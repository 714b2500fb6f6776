import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const viewPassesPolicies = defineRule({
  id: "view-passes-policies",
  group: "data",
  severity: "warning",
  summary: "Whoever may read the view sees rows that row security hides from him",
  why: `A view reads its tables with the rights of its owner, and policies do not bind the owner of a table unless row security is
forced. So all rows pass, whoever asks. With \`security_invoker\` (15 and later) the view reads as the role that queries it.`,
  instead:
    "`CREATE VIEW … WITH (security_invoker = true) AS …`, and grant SELECT on the tables to who reads the view.",
  withoutPlan:
    "Who may see the rows is your decision. Set security_invoker, or say WHERE in the view which rows it shows.",
  references: [
    "https://www.postgresql.org/docs/current/sql-createview.html",
    "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
  ],
  messages: {
    passes:
      "Whoever may read {view} sees every row of {tables} that it selects, whatever the policies say: it reads as its owner. Add WITH (security_invoker = true).",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) =>
      (effects.surprises ?? []).some(({ code }) => code === "passes-policies"),
    );
    if (found === undefined) return [];
    const passed = (found.entry.effects.surprises ?? []).filter(({ code }) => code === "passes-policies");
    const names = passed.map(({ other = "" }) => other);
    const view = enumerateFew([...new Set(passed.map(({ relation }) => relation.name))]);
    return [report(found, context, "passes", { data: { view, tables: enumerateFew(names) } })];
  },
  examples: [
    {
      before:
        "CREATE TABLE notes (id bigint PRIMARY KEY, owner text); CREATE POLICY own ON notes USING (owner = current_user); ALTER TABLE notes ENABLE ROW LEVEL SECURITY;",
      bad: "CREATE VIEW recent AS SELECT id FROM notes;",
      good: "CREATE VIEW recent WITH (security_invoker = true) AS SELECT id FROM notes;",
    },
  ],
});
