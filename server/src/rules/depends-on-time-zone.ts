import { sessionSetting } from "../catalog/settings.ts";
import { columnNamed, isTable } from "../catalog/relations.ts";
import { builtinName } from "../interpret/types/typeRefs.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { commandsOf } from "./support/commands.ts";

export const dependsOnTimeZone = defineRule({
  id: "depends-on-time-zone",
  group: "locking",
  severity: "warning",
  summary: "From timestamp to timestamptz nothing is rewritten only where the session is at UTC",
  why: `The change takes the old values as moments of the session's \`TimeZone\`. At UTC the stored numbers stay the same and the
change is instant; in any other zone every row and index is written again under ACCESS EXCLUSIVE, **and the values differ**. Which
zone the migration runs in neither the file nor the configuration says.`,
  instead: `\`SET LOCAL timezone = 'UTC'\` before it, if the values are in UTC; or say \`"timeZone"\` in \`lockkeeper.config.json\`.`,
  withoutPlan:
    "In which zone the old values were meant only you know: SET LOCAL timezone = 'UTC' where it is UTC.",
  references: ["https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES"],
  messages: {
    unknown:
      "Unless the session's time zone is UTC, this rewrites the table under ACCESS EXCLUSIVE and shifts its values. SET LOCAL timezone = 'UTC' first, if the values are in UTC.",
  },
  recipes: [],
  statement(statement, context) {
    if (context.timeZoneIsKnown) return [];
    const [command] = commandsOf(statement.statement, ["AT_AlterColumnType"]);
    const found =
      command === undefined ? undefined : firstAffected(statement, (entry) => hangsOnZone(entry, context));
    return found === undefined ? [] : [report(found, context, "unknown", { at: command?.span })];
  },
  examples: [
    {
      before: "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp);",
      bad: "ALTER TABLE events ALTER COLUMN at TYPE timestamptz;",
      good: "SET LOCAL timezone = 'UTC'; ALTER TABLE events ALTER COLUMN at TYPE timestamptz;",
    },
  ],
});

const zoned: readonly (string | undefined)[] = ["timestamp", "timestamptz"];

/** Whether a column goes from one to the other without a rewrite, since the zone is taken to be UTC. */
function hangsOnZone({ outcome, before, effects }: TimelineEntry, context: RuleContext): boolean {
  const isSet = sessionSetting(before, "timezone");
  if (isSet !== undefined || effects.work.some(({ kind }) => kind === "rewrite")) return false;
  return outcome.changes.some(({ collection, key, value }) => {
    if (collection !== "relation" || !isTable(value) || !context.existed(key)) return false;
    const old = before.get("relation", key);
    if (!isTable(old) || old.columns === value.columns) return false;
    return value.columns.some(({ name, type }) => {
      const [from, to] = [columnNamed(old, name)?.type, type].map((one) =>
        one === undefined ? undefined : builtinName(one),
      );
      return from !== to && zoned.includes(from) && zoned.includes(to);
    });
  });
}
