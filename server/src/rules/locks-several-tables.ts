import type { Lock } from "../interpret/effects.ts";
import { blocksWrites } from "../interpret/locks.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { furtherLocks, type FurtherLocks } from "../timeline/furtherLocks.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";

export const locksSeveralTables = defineRule({
  id: "locks-several-tables",
  group: "transaction",
  severity: "info",
  together: true,
  summary: "A transaction that locks one table after the other may deadlock with running code",
  why: `The lock on the first table is held until the transaction ends, also while the second one is waited for. A transaction of
the application that has used the second table and now wants the first waits for the migration, which waits for it: after
\`deadlock_timeout\` one of the two fails with 40P01. And everybody who needs the first table waits as well.`,
  instead: `One table per transaction: a migration each. Where they belong together, lock both first, in the order in which
the application uses them (\`LOCK TABLE a, b\`), with a short \`lock_timeout\`.`,
  withoutPlan:
    "In which order running code uses the tables only you know. Where the file cannot be divided, lock them in that order first (LOCK TABLE a, b), with lock_timeout (add-lock-timeout).",
  references: ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS"],
  messages: {
    order:
      "May deadlock with code that uses {second} before {first}: the lock on {first} is held while this waits for {second}. Lock one table per transaction.",
  },
  recipes: ["own-migration"],
  concerns: (statement) =>
    onSome(
      statement,
      ({ effects, held }) => held.length > 0 && effects.locks.some(({ mode }) => blocksWrites(mode)),
    ),
  section(context, concerned) {
    if (context.section.direction === "down") return [];
    for (const statement of concerned) {
      const locksOf = (entry: TimelineEntry): FurtherLocks | undefined =>
        furtherLocks(entry, (id) => context.existed(id));
      const found = firstAffected(statement, (entry) => locksOf(entry) !== undefined);
      const locks = found === undefined ? undefined : locksOf(found.entry);
      if (found === undefined || locks === undefined) continue;
      const data = { first: tables(locks.held), second: tables(locks.further) };
      return [{ ...report(found, context, "order", { data }), statement }];
    }
    return [];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN note text; ALTER TABLE orders ADD COLUMN note text;",
      good: "ALTER TABLE users ADD COLUMN note text; ALTER TABLE users ADD COLUMN shown text;",
    },
  ],
});

function tables(locks: readonly Lock[]): string {
  return enumerateFew(
    locks.map(({ relation }) => relation.name),
    2,
  );
}
