import { atLeast } from "../interpret/locks.ts";
import { defineRule } from "./rule.ts";
import { hit, locksOnOld, report } from "./support/hits.ts";

export const missingLockTimeout = defineRule({
  id: "missing-lock-timeout",
  group: "locking",
  severity: "info",
  summary: "Without lock_timeout, waiting for the lock stops everybody behind it",
  why: `Even an instant ACCESS EXCLUSIVE must first be granted. While the statement waits behind one long query, every later
query on the table waits behind the statement. \`lock_timeout\` bounds that wait (not how long the lock is held once
granted).`,
  instead: `\`SET lock_timeout = '5s'\` before it and try again later when it fails. Not around CREATE INDEX CONCURRENTLY, where
it would leave an INVALID index.`,
  references: ["https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT"],
  messages: {
    missing:
      "It waits for {locks} without a limit, and every query that comes after it waits too. Set lock_timeout = '{timeout}' first.",
  },
  recipes: ["add-lock-timeout"],
  section(context) {
    const first = context.section.statements.flatMap((statement) => {
      const found = hit(statement, (entry) => {
        const timeout =
          entry.before.get("localSetting", "lock_timeout") ?? entry.before.get("setting", "lock_timeout");
        const limited = timeout !== undefined && !/^0\D*$/.test(timeout);
        return (
          !limited &&
          entry.effects.waits.length === 0 &&
          locksOnOld(entry, context).some(({ mode }) => atLeast(mode, "SHARE"))
        );
      });
      return found === undefined ? [] : [{ statement, found }];
    })[0];
    if (first === undefined) return [];
    const { statement, found } = first;
    return [{ ...report(found, context, "missing", { data: { timeout: context.lockTimeout } }), statement }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN country text;",
      good: "SET lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
    },
  ],
});
