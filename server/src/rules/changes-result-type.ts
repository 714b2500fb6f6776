import { enumerateFew } from "../timeline/words/lists.ts";
import type { Breakage } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { commandsOf } from "./support/commands.ts";

export const changesResultType = defineRule({
  id: "changes-result-type",
  group: "breaking",
  severity: "info",
  strict: true,
  summary:
    "Prepared statements of open connections fail where what they return has other columns or types now",
  why: `A prepared statement keeps the names and types of its result. Where a column of it has another type now, or \`*\` means
other columns, each further execution fails with 0A000, "cached plan must not change result type", on every connection that
prepared it, until the client prepares it anew or connects again. Within a transaction the whole transaction is lost.`,
  instead: `Name the columns instead of \`*\`. Drivers that retry (pgjdbc's autosave, ActiveRecord) prepare anew by themselves;
else restart the application's connections right after the migration, or run \`DEALLOCATE ALL\` on them.`,
  withoutPlan: "No rewrite ends it: name columns instead of *, or renew the connections after the migration.",
  references: [
    "https://www.postgresql.org/docs/current/sql-prepare.html",
    "src/backend/utils/cache/plancache.c: RevalidateCachedQuery",
  ],
  messages: {
    column:
      "Prepared statements that return {columns} fail on every open connection until they are prepared anew (0A000, cached plan must not change result type): renew the connections.",
    star: "Prepared statements with * on {tables} fail on every open connection until they are prepared anew (0A000, cached plan must not change result type): name the columns, or renew the connections.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => plans(entry, context).length > 0);
    if (found === undefined) return [];
    const broken = plans(found.entry, context);
    const columns = broken.flatMap(({ relation, part }) =>
      part === undefined ? [] : `${relation.name}.${part}`,
    );
    const [at] = commandsOf(statement.statement, ["AT_AlterColumnType"]);
    if (columns.length > 0)
      return [report(found, context, "column", { at: at?.span, data: { columns: enumerateFew(columns) } })];
    const tables = enumerateFew([...new Set(broken.map(({ relation }) => relation.name))]);
    return [report(found, context, "star", { data: { tables } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));",
      bad: "ALTER TABLE users ALTER COLUMN name TYPE text;",
      good: "ALTER TABLE users ALTER COLUMN name SET DEFAULT '';",
    },
  ],
});

function plans({ effects }: TimelineEntry, context: RuleContext): readonly Breakage[] {
  if (effects.fails?.when === "always") return [];
  return effects.breaks.filter(
    ({ code, relation }) => code === "cached-plans" && context.existed(relation.id),
  );
}
