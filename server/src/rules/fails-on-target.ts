import { majorsNamed } from "../timeline/words/majors.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const failsOnTarget = defineRule({
  id: "fails-on-target",
  group: "migration",
  severity: "error",
  summary: "The statement is certain to fail",
  why: `Folding the migrations before it shows that PostgreSQL will refuse this statement: something it names is not there or
is there already, something else depends on what it drops, or the server's version does not know it.`,
  instead: "The message says what the server will say; fix the statement or what comes before it.",
  withoutPlan:
    "Only for a change of type that views stand in the way of. What another statement is to do instead only you know: the message is that of the server.",
  references: ["https://www.postgresql.org/docs/current/errcodes-appendix.html"],
  messages: { fails: "This will fail{versions}: {message} (SQLSTATE {sqlstate})." },
  recipes: ["remake-views"],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      ({ effects }) => effects.fails?.when === "always" && effects.fails.sqlstate !== "25001",
    );
    const fails = found?.entry.effects.fails;
    if (found === undefined || fails === undefined) return [];
    const some = found.majors.length < statement.entries.size;
    const versions = some ? ` on PostgreSQL ${majorsNamed(found.majors)}` : "";
    const { message, sqlstate } = fails;
    // RAISE EXCEPTION in a down section is how somebody says that there is no down.
    const isMeant = context.section.direction === "down" && sqlstate === "P0001";
    const data = { versions, message, sqlstate };
    return [report(found, context, "fails", { data, severity: isMeant ? "info" : undefined })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users DROP COLUMN email;",
      good: "ALTER TABLE users DROP COLUMN IF EXISTS email;",
    },
  ],
});
