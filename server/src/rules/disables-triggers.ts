import type { Unguarded } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { plain } from "../timeline/words/style.ts";
import { unguardedWords } from "../timeline/words/losses.ts";
import { isTriggerBack } from "../timeline/madeAgain.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const disablesTriggers = defineRule({
  id: "disables-triggers",
  group: "data",
  severity: "warning",
  summary: "While triggers are switched off, rows are written that nothing has checked",
  why: `\`DISABLE TRIGGER\` holds for every session, not only for the migration's: what the application writes meanwhile misses
the triggers too. With \`ALL\`, and with \`session_replication_role = replica\`, foreign keys are not checked either, and
\`ON DELETE CASCADE\` does not happen. Enabling them again looks at no row: a foreign key then counts as valid that rows
violate. \`ALL\` and the setting need a superuser. A trigger that is dropped, and not made again by the same migration, no longer does
what it did: a check that no constraint has, a log, a column that is kept up to date.`,
  instead: `Leave them on and write in batches. If they must be off, keep it to one transaction, disable only the trigger
that is in the way by its name, and check the rows afterwards.`,
  withoutPlan:
    "What the triggers would have done only you know. Leave them on, or let them look at a setting that this session alone makes.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER",
    "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE",
  ],
  messages: {
    disable:
      "From here on {guards}; rows written meanwhile stay unchecked. It takes {locks}, which {blocks}, {duration}.",
    session: "From here on {guards}; rows written meanwhile stay unchecked.",
    drop: "From here on {guards}. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) => onSome(statement, ({ effects }) => effects.unguards !== undefined),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => switchedOff(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const off = switchedOff(found.entry, statement, context);
      const guards = [...new Set(off.map((guard) => unguardedWords(guard, plain)))].join(", and ");
      const isAll = (wanted: Unguarded["code"]): boolean => off.every(({ code }) => code === wanted);
      const message = isAll("session") ? "session" : isAll("trigger-gone") ? "drop" : "disable";
      return [{ ...report(found, context, message, { data: { guards } }), statement }];
    });
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      bad: "ALTER TABLE orders DISABLE TRIGGER ALL;",
      good: "ALTER TABLE orders ENABLE TRIGGER ALL;",
    },
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE FUNCTION check_user() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_check BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION check_user();",
      bad: "DROP TRIGGER users_check ON users;",
    },
  ],
});

/** A trigger that the migration makes again is not gone. */
function switchedOff(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly Unguarded[] {
  return (entry.effects.unguards ?? []).filter((guard) => {
    const { code, relation } = guard;
    if (code === "row-security" || (relation !== undefined && !context.existed(relation.id))) return false;
    return code !== "trigger-gone" || !isTriggerBack(catalogAtEnd(entry, statement, context), guard);
  });
}
