import { enumerate } from "../timeline/words/lists.ts";
import { describeLocks } from "../timeline/words/locks.ts";
import { describeWork } from "../timeline/words/work.ts";
import { blocksWrites } from "../interpret/locks.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report, workOnOld } from "./support/affected.ts";

export const holdsLockDuringWork = defineRule({
  id: "holds-lock-during-work",
  group: "transaction",
  severity: "warning",
  summary:
    "Long work runs while a lock from an earlier statement of the same transaction still blocks others",
  why: `Locks are held until the end of the transaction. A brief ACCESS EXCLUSIVE becomes a long one when a later
statement of the same transaction reads a table through: NOT VALID and VALIDATE in one transaction is the usual case, and
loses all that NOT VALID was for.`,
  instead: "End the transaction between the two: put the long work into a migration of its own.",
  references: ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES"],
  messages: {
    validate:
      "VALIDATE runs in the same transaction as the statement that added the constraint, so {held} is still held while {work}. Validate in a migration of its own.",
    work: "{held} from an earlier statement of this transaction is still held while {work}.",
  },
  recipes: ["own-migration"],
  statement(statement, context) {
    const blocking = (entry: Parameters<Parameters<typeof firstAffected>[1]>[0]) =>
      entry.held.filter(({ relation, mode }) => blocksWrites(mode) && context.existed(relation.id));
    const found = firstAffected(
      statement,
      (entry) => workOnOld(entry, context).length > 0 && blocking(entry).length > 0,
    );
    if (found === undefined) return [];
    const work = enumerate(workOnOld(found.entry, context).map(describeWork));
    const data = { held: describeLocks(blocking(found.entry)), work };
    const validates = /\bvalidate\s+constraint\b/i.test(statement.statement.text);
    return [report(found, context, validates ? "validate" : "work", { data })];
  },
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID; ALTER TABLE products VALIDATE CONSTRAINT price_positive;",
      good: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;",
    },
  ],
});
