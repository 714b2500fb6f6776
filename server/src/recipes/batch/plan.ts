import type { Table } from "../../catalog/relations.ts";
import { ident, sql, truncateName } from "../../sql/fragment.ts";
import type { Plan, RecipeFacts } from "../recipe.ts";
import { cutObstacle } from "../support/cutObstacle.ts";
import { lockOn, placeOf } from "../support/laterWork.ts";
import { nameOfRelation, onlyObstacle } from "../support/subject.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { columnsRead, type RowChange } from "./change.ts";

/** Why the rows of a table cannot be changed in batches, in words. */
export function batchObstacle(
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
  return onlyObstacle(facts, relation) ?? ofRest(facts, table);
}

/** Why what stands behind, where it works on the same table, must not come to a migration of its own. */
function ofRest(facts: RecipeFacts, table: Table): string | undefined {
  const { section, statement } = facts;
  const next = section.statements.find(({ span }) => span.start > statement.span.start);
  if (next === undefined || worksBehind(facts, table) === undefined) return undefined;
  return cutObstacle({ ...facts, statement: next });
}

/** In words, what works on the table later in the file: it would run before the rows are changed. */
export function worksBehind(facts: RecipeFacts, table: Table): string | undefined {
  const later = facts
    .later()
    .find((each) => lockOn(each, table.id) !== undefined && each.path === facts.section.path);
  return later === undefined
    ? undefined
    : `${placeOf(later, facts)} works on ${table.name} too, and it would run before the rows are changed. Move it to a migration that comes after this one.`;
}

/** The rows are walked by a key, with a commit after each batch. */
export function batchPlan(
  recipe: string,
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
  const behind = worksBehind(facts, table);
  const words = `${verb}_${table.name}_in_batches`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return {
    recipe,
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
    ...(behind === undefined ? {} : { restAfter: behind }),
  };
}
