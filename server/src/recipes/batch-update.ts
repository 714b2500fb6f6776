import { changesManyRows } from "../timeline/bulk.ts";
import { rowChangeOf } from "./batch/change.ts";
import { batchObstacle, batchPlan } from "./batch/plan.ts";
import { whyNotInBatches } from "./batch/whyNotInBatches.ts";
import { keyOf } from "./transition/key.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { entryOf, tableNamed } from "./support/subject.ts";

export const batchUpdate = defineRecipe({
  id: "batch-update",
  title: "Change the rows in batches, with a commit after each",
  kind: "refactor.rewrite",
  summary:
    "The rows are walked by the primary key; each batch is a short transaction that waits for no lock longer than half a second, so the application goes on. The end is fixed when it begins: rows that are added later are the application's. It may be stopped and started again, so a value that is computed from itself must be one that stays when it is computed twice, as lower() does. Rows that come to match the condition meanwhile are changed too. What the statement reads of other tables is read anew for each batch, so the columns by which they are joined should have an index, and now() is the time of the batch. Where it reads the table itself, what the batches before have changed would show, so it is refused. What works on the table further down in the file comes to a migration behind it: where it refuses what clients have written meanwhile, it fails and may be run again.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, state text, note text);",
      bad: "UPDATE orders SET state = 'open' WHERE state IS NULL;",
    },
    {
      before: 'CREATE TABLE "Order Lines" (id bigint, line integer, note text, PRIMARY KEY (id, line));',
      bad: `DELETE FROM "Order Lines" AS l WHERE l.note = 'old; $$' OR l.line > 7;`,
    },
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY, country text); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, country text);",
      bad: "UPDATE orders o SET country = c.country FROM customers c WHERE c.id = o.customer_id AND o.country IS NULL;",
    },
  ],
  applies: (facts) => {
    const entry = entryOf(facts);
    return (
      entry !== undefined && rowChangeOf(facts.statement.statement) !== undefined && changesManyRows(entry)
    );
  },
  plan,
  // What an UPDATE has overwritten comes back by no statement of which this could be told.
  isInverse: () => false,
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const entry = entryOf(facts);
  const change = rowChangeOf(facts.statement.statement);
  if (entry === undefined || change === undefined) return { refused: "This is no UPDATE or DELETE." };
  const name = change.relation.relname ?? "the table";
  const { fails } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const table = tableNamed(facts, change.relation);
  const key = table === undefined ? undefined : keyOf({ catalog: entry.before, table });
  if (table === undefined || table.open === true)
    return {
      refused: `No migration here creates ${name}, so the key by which its rows could be walked is not known.`,
    };
  if (key === undefined)
    return {
      refused: `${name} has no primary key and no unique key without NULLs and composite values, so its rows cannot be walked in batches.`,
    };
  const refused = whyNotInBatches(change, entry, table) ?? batchObstacle(facts, change, table, key);
  return refused === undefined ? batchPlan("batch-update", facts, change, table, key) : { refused };
}
