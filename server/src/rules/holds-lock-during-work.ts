import { blocksWrites } from "../interpret/locks.ts";
import { copiesManyRows, readsManyRows } from "../timeline/bulk.ts";
import { quotedStart } from "../timeline/words/quoted.ts";
import { strongest } from "../timeline/words/locks.ts";
import { waitingFor } from "../timeline/words/waiting.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { onSome, report, workOnOld } from "./support/affected.ts";
import { blockingHeld, lockHolders, type LockHolder } from "./support/lockHolders.ts";

export const holdsLockDuringWork = defineRule({
  id: "holds-lock-during-work",
  group: "transaction",
  severity: "warning",
  summary:
    "A lock is held while later statements of the same transaction work, and others wait all that time",
  why: `Locks are held until the end of the transaction. A brief ACCESS EXCLUSIVE becomes a long one when a later
statement of the same transaction reads a table through, whichever table that is: NOT VALID and VALIDATE in one
transaction is the usual case, and loses all that NOT VALID was for. A new table with a foreign key that is filled in the
same transaction stops writes to the referenced table until it is full. It is told once for a transaction, at the
statement that takes the lock; the later ones are listed with it.`,
  instead: "End the transaction between the two: put the long work into a migration of its own.",
  references: ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES"],
  messages: {
    validate:
      "{who} wait until {later} done: {mode} is held until the transaction ends. Validate in a migration of its own.",
    work: "{who} wait until {later} done: {mode} is held until the transaction ends. Put that into a migration of its own.",
  },
  outsideBodies: ["validate", "work"],
  recipes: ["own-migration"],
  concerns: (statement) =>
    onSome(
      statement,
      (entry) =>
        entry.effects.locks.some(({ mode }) => blocksWrites(mode)) ||
        entry.effects.work.length > 0 ||
        copiesManyRows(entry, () => true) ||
        readsManyRows(entry, () => true),
    ),
  section(context, concerned) {
    const holders = lockHolders(
      concerned,
      (entry) =>
        workOnOld(entry, context).length > 0 ||
        [copiesManyRows, readsManyRows].some((reads) => reads(entry, (id) => context.existed(id))),
      context,
    );
    return holders.map((holder) => ({
      ...report(holder.first, context, isValidation(holder) ? "validate" : "work", {
        data: words(holder, context),
      }),
      statement: holder.statement,
      related: holder.meanwhile.map((statement) => ({ statement, message: "The lock is still held here." })),
    }));
  },
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID; ALTER TABLE products VALIDATE CONSTRAINT price_positive;",
      good: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;",
    },
    {
      before: "CREATE TABLE posts (id bigint PRIMARY KEY, author bigint);",
      bad: "CREATE TABLE latest (author bigint, post_id bigint REFERENCES posts); INSERT INTO latest SELECT author, max(id) FROM posts GROUP BY author;",
    },
  ],
});

function isValidation({ meanwhile }: LockHolder): boolean {
  return meanwhile.every(({ statement }) => /\bvalidate\s+constraint\b/i.test(statement.text));
}

function words({ first, meanwhile }: LockHolder, context: RuleContext): Readonly<Record<string, string>> {
  const held = blockingHeld(first.entry, context);
  return {
    who: waitingFor(held),
    mode: strongest(held)?.mode ?? "",
    later: laterWords(meanwhile),
  };
}

/** `CREATE INDEX … and 2 more are`. */
function laterWords([first, ...others]: readonly AnalysedStatement[]): string {
  const named = first === undefined ? "" : quotedStart(first.statement.text);
  if (others.length === 0) return `${named} is`;
  return `${named} and ${others.length === 1 ? "one" : String(others.length)} more are`;
}
