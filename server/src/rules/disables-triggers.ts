import type { Unguarded } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { plain } from "../timeline/words/style.ts";
import { unguardedWords } from "../timeline/words/losses.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const disablesTriggers = defineRule({
  id: "disables-triggers",
  group: "data",
  severity: "warning",
  summary: "While triggers are switched off, rows are written that nothing has checked",
  why: `\`DISABLE TRIGGER\` holds for every session, not only for the migration's: what the application writes meanwhile misses
the triggers too. With \`ALL\`, and with \`session_replication_role = replica\`, foreign keys are not checked either, and
\`ON DELETE CASCADE\` does not happen. Enabling them again looks at no row: a foreign key then counts as valid that rows
violate. \`ALL\` and the setting need a superuser.`,
  instead: `Leave them on and write in batches. If they must be off, keep it to one transaction, disable only the trigger
that is in the way by its name, and check the rows afterwards.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER",
    "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE",
  ],
  messages: {
    disable:
      "From here on {guards}; rows written meanwhile stay unchecked. It takes {locks}, which {blocks}, {duration}.",
    session: "From here on {guards}; rows written meanwhile stay unchecked.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => switchedOff(entry, context).length > 0);
    if (found === undefined) return [];
    const off = switchedOff(found.entry, context);
    const guards = [...new Set(off.map((guard) => unguardedWords(guard, plain)))].join(", and ");
    const message = off.every(({ code }) => code === "session") ? "session" : "disable";
    return [report(found, context, message, { data: { guards } })];
  },
  examples: [
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
      bad: "ALTER TABLE orders DISABLE TRIGGER ALL;",
      good: "ALTER TABLE orders ENABLE TRIGGER ALL;",
    },
  ],
});

function switchedOff({ effects }: TimelineEntry, context: RuleContext): readonly Unguarded[] {
  return (effects.unguards ?? []).filter(
    ({ code, relation }) =>
      code !== "row-security" && (relation === undefined || context.existed(relation.id)),
  );
}
