import type { Lock } from "../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites } from "../interpret/locks.ts";
import { waitIsLimited } from "../timeline/lockWait.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { strongest } from "../timeline/words/locks.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, isIndex, locksOnOld, onSome, report, tablesOf } from "./support/affected.ts";

export const missingLockTimeout = defineRule({
  id: "missing-lock-timeout",
  group: "locking",
  severity: "info",
  summary: "Without lock_timeout, waiting for the lock stops everybody behind it",
  why: `Even a brief ACCESS EXCLUSIVE must first be granted. While the statement waits behind one long query, every later
query on the table waits behind the statement. \`lock_timeout\` bounds that wait (not how long the lock is held once
granted).`,
  instead: `\`SET LOCAL lock_timeout = '5s'\` before it and try again later when it fails. Not around CREATE INDEX CONCURRENTLY, where
it would leave an INVALID index.`,
  references: ["https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT"],
  messages: {
    missing:
      "{later} queue as long as this waits for its lock, which has no limit. It needs {mode}. Set lock_timeout = '{timeout}' first.",
  },
  recipes: ["add-lock-timeout", "try-again-for-lock"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.locks.some(({ mode }) => atLeast(mode, "SHARE"))),
  section(context, concerned) {
    for (const statement of concerned) {
      const found = firstAffected(statement, (entry) => waitsUnlimited(entry, context));
      // Who mends what is told there writes another statement, and hears of its wait then.
      if (found === undefined || context.waitIsTold(statement, found.majors)) continue;
      return [
        {
          ...report(found, context, "missing", {
            data: words(found.entry, context),
          }),
          statement,
        },
      ];
    }
    return [];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN country text;",
      good: "SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
    },
  ],
});

function words(entry: TimelineEntry, context: RuleContext): Readonly<Record<string, string>> {
  return {
    timeout: context.lockTimeout,
    later: laterOnes(locksOnOld(entry, context)),
    mode: strongest(locksOnOld(entry, context))?.mode ?? "",
  };
}

/** `Queries on public.posts, and writes to public.users,`; who plans a query on a table looks at its indexes, too. */
function laterOnes(locks: readonly Lock[]): string {
  const waited = locks.filter(({ mode }) => atLeast(mode, "SHARE UPDATE EXCLUSIVE"));
  const all = waited.filter(({ mode }) => blocksReads(mode));
  const writes = waited.filter(({ mode }) => blocksWrites(mode) && !blocksReads(mode));
  if (all.length === 0) return `Writes to ${tablesOf(waited)}`;
  if (all.some(({ relation }) => isIndex(relation.kind))) return `Queries on ${tablesOf(waited)}`;
  return writes.length === 0
    ? `Queries on ${tablesOf(all)}`
    : `Queries on ${tablesOf(all)}, and writes to ${tablesOf(writes)},`;
}

function waitsUnlimited(entry: TimelineEntry, context: RuleContext): boolean {
  if (entry.effects.waits.length > 0) return false;
  if (!locksOnOld(entry, context).some(({ mode }) => atLeast(mode, "SHARE"))) return false;
  return !waitIsLimited(entry);
}
