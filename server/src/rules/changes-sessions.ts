import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { namesOfObjects, objectsHit } from "./support/objects.ts";

export const changesSessions = defineRule({
  id: "changes-sessions",
  group: "breaking",
  severity: "warning",
  summary: "What is changed of a role, a database or the server holds for everybody who connects with it",
  why: `Settings of a role or a database count from the next session on: with a pool, some sessions of the application have
them and some do not, until all have reconnected. A role or database that is dropped, renamed or closed, or a new password,
refuses whoever connects next.`,
  instead: `Make such a change when everybody who connects is ready for it. Settings of a single migration are set with
\`SET LOCAL\` in it.`,
  withoutPlan:
    "What sessions have to find is a matter of the application, not of locks. Set it for one role or database at a time, and connect anew one part of the application after the other.",
  references: [
    "https://www.postgresql.org/docs/current/sql-alterrole.html",
    "https://www.postgresql.org/docs/current/sql-alterdatabase.html",
    "https://www.postgresql.org/docs/current/sql-dropdatabase.html",
  ],
  messages: {
    differ:
      "Sessions of {objects} that begin from now on have other settings; those that are open keep the old ones.",
    refuse: "Whoever connects with {objects} as before is refused from now on.",
    destroy: "All that is in {objects} is lost for good, and whoever connects to it is refused.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) => objectsHit(entry, context, "sessions-refused", "sessions-differ").length > 0,
    );
    if (found === undefined) return [];
    const refused = objectsHit(found.entry, context, "sessions-refused");
    const isLost = found.entry.effects.destroys.some(({ code }) => code === "database");
    if (refused.length > 0)
      return [
        report(found, context, isLost ? "destroy" : "refuse", { data: { objects: namesOfObjects(refused) } }),
      ];
    const objects = namesOfObjects(objectsHit(found.entry, context, "sessions-differ"));
    return [report(found, context, "differ", { data: { objects } })];
  },
  examples: [
    {
      bad: "ALTER DATABASE shop SET statement_timeout = '5s';",
      good: "SET LOCAL statement_timeout = '5s';",
    },
    {
      bad: "ALTER ROLE web NOLOGIN;",
      good: "CREATE ROLE web_next; ALTER ROLE web_next NOLOGIN;",
    },
  ],
});
