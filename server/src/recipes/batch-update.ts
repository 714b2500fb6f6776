import type { Table } from "../catalog/relations.ts";
import { changesManyRows } from "../timeline/bulk.ts";
import { ident, sql, truncateName } from "../sql/fragment.ts";
import { columnsRead, rowChangeOf, type RowChange } from "./batch/change.ts";
import { whyNotInBatches } from "./batch/meaning.ts";
import { fillInBatches } from "./transition/backfill.ts";
import { keyOf } from "./transition/key.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { lockOn, placeOf } from "./support/laterWork.ts";
import { entryOf, nameOfRelation, onlyObstacle, tableNamed } from "./support/subject.ts";

export const batchUpdate = defineRecipe({
  id: "batch-update",
  title: "Change the rows in batches, with a commit after each",
  kind: "refactor.rewrite",
  summary:
    "The rows are walked by the primary key; each batch is a short transaction that waits for no lock longer than half a second, so the application goes on. The end is fixed when it begins: rows that are added later are the application's. It may be stopped and started again. Rows that come to match the condition meanwhile are changed too.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, state text, note text);",
      bad: "UPDATE orders SET state = 'open' WHERE state IS NULL;",
    },
    {
      before: 'CREATE TABLE "Order Lines" (id bigint, line integer, note text, PRIMARY KEY (id, line));',
      bad: `DELETE FROM "Order Lines" AS l WHERE l.note = 'old; $$' OR l.line > 7;`,
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
      refused: `${name} has no primary key and no unique key without NULLs, so its rows cannot be walked in batches.`,
    };
  const refused = whyNotInBatches(change, entry.before) ?? obstacleOf(facts, change, table, key);
  return refused === undefined ? planOf(facts, change, table, key) : { refused };
}

function obstacleOf(
  facts: RecipeFacts,
  { relation, set, columns, values, condition }: RowChange,
  table: Table,
  key: readonly string[],
): string | undefined {
  const name = table.name;
  if (table.kind !== "table" || table.children.length > 0)
    return `${name} is partitioned, foreign or inherited from; its rows cannot be walked by one key yet.`;
  const moved = columns.find((column) => key.includes(column));
  if (moved !== undefined)
    return `${moved} is part of the key by which the rows are walked. Write the batches by hand.`;
  if (table.triggers.some(({ forEachRow, enabled }) => !forEachRow && enabled !== "disabled"))
    return `${name} has a trigger that fires once for a statement, and would fire for each batch.`;
  if (table.rules.length > 0) return `${name} has rules, which would be applied to each batch.`;
  if (table.rowSecurity.enabled && table.rowSecurity.forced)
    return `${name} forces row level security on its owner, so the walk might not see every row.`;
  const refersToItself = table.constraints.some(
    (each) => each.kind === "foreign-key" && each.references === table.id,
  );
  if (set === undefined && refersToItself)
    return `${name} references itself: rows of a later batch may still refer to those of an earlier one. Delete in the order of the references.`;
  const read = columnsRead([...values, ...(condition === undefined ? [] : [condition])]);
  if (read.some((column) => column.startsWith("lockkeeper_")))
    return "A column has a name that the batches use.";
  const later = facts
    .later()
    .find((each) => lockOn(each, table.id) !== undefined && each.path === facts.section.path);
  if (later !== undefined)
    return `${placeOf(later, facts)} works on ${name} too, and it would run before the rows are changed. Move it to a migration that comes after this one.`;
  return onlyObstacle(facts, relation);
}

function planOf(
  facts: RecipeFacts,
  { relation, alias, set, where }: RowChange,
  table: Table,
  key: readonly string[],
): Plan {
  const { batchSize, batchDelay } = facts;
  const missing = where === undefined ? sql`true` : sql`(${where})`;
  const walk = {
    table: nameOfRelation(facts, relation),
    alias: ident(alias),
    key,
    ownTriggers: "none",
    batchSize,
    batchDelay,
  } as const;
  const verb = set === undefined ? "Delete" : "Change";
  const words = `${verb}_${table.name}_in_batches`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return {
    recipe: "batch-update",
    title: `${verb} rows of ${table.name} in batches while reads and writes go on`,
    name: truncateName(words),
    steps: [
      {
        phase: "migrate",
        title: `${verb} rows in batches, each with its own commit; may be stopped and started again.`,
        transaction: "none",
        up: [fillInBatches(walk, { ...(set === undefined ? {} : { set }), missing })],
        down: [],
      },
    ],
    pending: [],
  };
}
