import type { RangeVar, TruncateStmt } from "@pgsql/types";
import type { Table } from "../catalog/relations.ts";
import { sql } from "../sql/fragment.ts";
import type { RowChange } from "./batch/change.ts";
import { batchObstacle, batchPlan, worksBehind } from "./batch/plan.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { catalogOf, entryOf, nameOfRelation, tableNamed } from "./support/subject.ts";
import { foldedOn } from "./support/waysBack.ts";
import { keyOf } from "./transition/key.ts";

export const truncateInBatches = defineRecipe({
  id: "truncate-in-batches",
  title: "Delete the rows in batches, instead of emptying the table under a lock",
  kind: "refactor.rewrite",
  summary:
    "The rows that are there when it begins are deleted in key order, with a commit after each batch, so reads and writes go on; rows that are added meanwhile stay. The space is used again for new rows, and is not given back to the disk as by TRUNCATE: autovacuum cleans up behind it. Where the table refers to nothing that goes on living, detaching a partition and dropping it is cheaper.",
  examples: [
    {
      before: "CREATE TABLE carts (id bigint PRIMARY KEY, note text);",
      bad: "TRUNCATE carts;",
    },
  ],
  applies: (facts) => truncated(facts) !== undefined && (entryOf(facts)?.effects.locks.length ?? 0) > 0,
  plan,
  // Rows that are gone come back by no statement of which this could be told.
  isInverse: () => false,
});

function truncated({ statement }: RecipeFacts): TruncateStmt | undefined {
  const { node } = statement.statement;
  return node !== undefined && "TruncateStmt" in node ? node.TruncateStmt : undefined;
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const statement = truncated(facts);
  const entry = entryOf(facts);
  const relations = (statement?.relations ?? []).flatMap((each) =>
    "RangeVar" in each ? [each.RangeVar] : [],
  );
  const [relation] = relations;
  if (statement === undefined || relation === undefined || entry === undefined)
    return { refused: "This is no TRUNCATE." };
  if (relations.length > 1)
    return {
      refused:
        "Several tables are emptied at once. Write a TRUNCATE for each, those that refer to others first.",
    };
  const { fails } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const table = tableNamed(facts, relation);
  const key = table === undefined ? undefined : keyOf({ catalog: entry.before, table });
  if (table === undefined || table.open === true)
    return {
      refused: `No migration here creates ${relation.relname ?? "the table"}, so the key by which its rows could be walked is not known.`,
    };
  if (key === undefined)
    return {
      refused: `${table.name} has no primary key and no unique key without NULLs and composite values, so its rows cannot be walked in batches.`,
    };
  const change: RowChange = {
    relation,
    alias: relation.relname ?? "",
    set: undefined,
    where: undefined,
    columns: [],
    values: [],
    condition: undefined,
    others: [],
    head: undefined,
    from: undefined,
    joined: [],
  };
  const refused =
    obstacleOf(statement, table, facts) ??
    whyNoDelete(relation, facts) ??
    batchObstacle(facts, change, table, key) ??
    worksBehind(facts, table);
  return refused === undefined ? batchPlan("truncate-in-batches", facts, change, table, key) : { refused };
}

/** What TRUNCATE does beside deleting rows, or DELETE beside what TRUNCATE does, in words. */
function obstacleOf(
  { restart_seqs: restarts, behavior }: TruncateStmt,
  table: Table,
  facts: RecipeFacts,
): string | undefined {
  const { name } = table;
  if (restarts === true)
    return `RESTART IDENTITY lets the sequences of ${name} begin anew, and numbers of rows that are still there would be given out again.`;
  const referring = [...(catalogOf(facts)?.all("relation").values() ?? [])].find(
    (each) =>
      "constraints" in each &&
      each.constraints.some((key) => key.kind === "foreign-key" && key.references === table.id),
  );
  if (behavior === "DROP_CASCADE" && referring !== undefined)
    return `CASCADE empties ${referring.name} too, since it refers to ${name}. Delete its rows in batches first.`;
  const trigger = table.triggers.find(
    ({ events, enabled }) =>
      enabled !== "disabled" && events.some((event) => event === "delete" || event === "truncate"),
  );
  return trigger === undefined
    ? undefined
    : `The trigger ${trigger.name} of ${name} fires for DELETE or for TRUNCATE, and would do another thing than with the statement as it is.`;
}

/** A table may be emptied of which no row may be deleted, such as one that is published without a replica identity. */
function whyNoDelete(relation: RangeVar, facts: RecipeFacts): string | undefined {
  const [entry] = foldedOn(facts, [sql`DELETE FROM ${nameOfRelation(facts, relation)}`.text]);
  const { fails } = entry?.outcome.effects ?? {};
  return fails === undefined ? undefined : `DELETE would fail where TRUNCATE does not: ${fails.message}.`;
}
