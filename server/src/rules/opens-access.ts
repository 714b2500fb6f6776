import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const opensAccess = defineRule({
  id: "opens-access",
  group: "data",
  severity: "warning",
  summary: "GRANT to PUBLIC lets every role change rows, or read all tables of a schema",
  why: `PUBLIC is every role of the cluster, also those that are made later and those of reporting and monitoring tools.
Row security does not help where no policy is written, and a later REVOKE from one role takes nothing from PUBLIC.`,
  instead: "Grant to the roles that need it, by a group role if they are many.",
  withoutPlan: "Who may do this is your decision. Grant it to the roles that need it, by name.",
  references: ["https://www.postgresql.org/docs/current/ddl-priv.html"],
  messages: { open: "From here on every role has {opened}." },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) => (effects.opens ?? []).length > 0);
    if (found === undefined) return [];
    return [
      report(found, context, "open", { data: { opened: enumerateFew(found.entry.effects.opens ?? []) } }),
    ];
  },
  examples: [
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY); CREATE TABLE rates (id bigint PRIMARY KEY);",
      bad: "GRANT ALL ON notes TO PUBLIC;",
      good: "GRANT SELECT ON rates TO PUBLIC;",
    },
  ],
});
