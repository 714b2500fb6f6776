import { sessionSetting } from "../catalog/settings.ts";
import { quantityOf } from "../interpret/session/quantity.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";

export const limitsConcurrentBuild = defineRule({
  id: "limits-concurrent-build",
  group: "transaction",
  severity: "warning",
  summary: "A short timeout ends CREATE INDEX CONCURRENTLY half-way and leaves an INVALID index",
  why: `The build waits for every transaction with an old snapshot, and such a wait counts as waiting for a lock: \`lock_timeout\`
ends it with 55P03, \`statement_timeout\` with 57014 while it still works. The index stays, INVALID: every write keeps it up to
date, no query uses it. Nobody waits behind these waits, so there is nothing to protect.`,
  instead: "`SET lock_timeout = 0; SET statement_timeout = 0;` before it, and what was set afterwards.",
  withoutPlan:
    "Take the limit away for the build alone: SET lock_timeout = 0; SET statement_timeout = 0; before it.",
  references: [
    "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT",
  ],
  messages: {
    limited:
      "{setting} = {value} may end this half-way and leave an INVALID index: the build waits for old transactions. Set it to 0 for the build; nobody waits behind it.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => limitOf(entry, context) !== undefined);
    const limit = found === undefined ? undefined : limitOf(found.entry, context);
    if (found === undefined || limit === undefined) return [];
    return [report(found, context, "limited", { data: limit })];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      good: "SET lock_timeout = 0; CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "autocommit",
    },
  ],
});

/** What such a build may well need, in milliseconds. */
const enough = { lock_timeout: 600_000, statement_timeout: 3_600_000 } as const;

function limitOf(entry: TimelineEntry, context: RuleContext): { setting: string; value: string } | undefined {
  const { before, effects } = entry;
  const builds = workOnOld(entry, context).some(({ kind }) => kind === "index-build");
  if (!builds || effects.fails !== undefined || effects.waits.length === 0) return undefined;
  for (const setting of ["lock_timeout", "statement_timeout"] as const) {
    const value = sessionSetting(before, setting) ?? "0";
    const limit = quantityOf(value, "ms") ?? 0;
    if (limit > 0 && limit < enough[setting]) return { setting, value };
  }
  return undefined;
}
