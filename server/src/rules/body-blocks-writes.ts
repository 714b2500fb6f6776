import { defineRule } from "./rule.ts";
import { firstAffected, report, worksWhile } from "./support/affected.ts";
import { runsBody } from "./support/body.ts";

export const bodyBlocksWrites = defineRule({
  id: "body-blocks-writes",
  group: "locking",
  severity: "warning",
  summary: "A DO block, or a function that is called, scans a table or builds an index while writes wait",
  why: `CREATE INDEX, ADD FOREIGN KEY and the like lock and work in a body as they do outside of one, and a body is one
statement: whatever it locks is held until its transaction ends. Within it nothing can run CONCURRENTLY, and a validation has no
transaction of its own.`,
  instead: `Write the statements without the block, each in its safe form: \`CREATE INDEX CONCURRENTLY IF NOT EXISTS\`, a foreign key
\`NOT VALID\` and \`VALIDATE CONSTRAINT\` in a later migration. A block that shall pass over what is there already can keep the
NOT VALID part.`,
  withoutPlan:
    "**Make this migration safe** takes a block apart that only defines things. What stands under conditions, in loops or beside an EXCEPTION clause has to be written without the block by hand.",
  references: [
    "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES",
    "https://www.postgresql.org/docs/current/sql-do.html",
  ],
  messages: {
    work: "{waits}. The body takes {locks} until its transaction ends. Write it without the block.",
  },
  recipes: [],
  statement(statement, context) {
    if (!runsBody(statement.statement)) return [];
    // Where reads wait too, the rules of that consequence tell.
    const found = firstAffected(
      statement,
      (entry) => worksWhile("writes", entry, context) && !worksWhile("reads", entry, context),
    );
    return found === undefined ? [] : [report(found, context, "work")];
  },
  examples: [
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);",
      bad: "DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
      good: "DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
    },
  ],
});
