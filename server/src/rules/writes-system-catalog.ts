import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const writesSystemCatalog = defineRule({
  id: "writes-system-catalog",
  group: "data",
  severity: "warning",
  summary: "A system catalog is written to directly",
  why: `Only a superuser may, and managed servers give nobody that role. PostgreSQL checks nothing there: dependencies, caches and
replicas are not told, and what is wrong can make tables unreadable. Catalogs change between major versions, too.`,
  instead: "Use the command that changes the object: ALTER INDEX, REINDEX, ALTER TABLE, COMMENT.",
  withoutPlan: "What is written there by hand the server does not check. Use the DDL that does it.",
  references: ["https://www.postgresql.org/docs/current/catalogs.html"],
  messages: {
    written: "This writes to {names} directly: it needs a superuser, and nothing checks what it writes.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) => effects.writesSystem !== undefined);
    if (found === undefined) return [];
    const names = enumerateFew(found.entry.effects.writesSystem ?? []);
    return [report(found, context, "written", { data: { names } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_pkey'::regclass;",
      good: "SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_pkey'::regclass;",
    },
  ],
});
