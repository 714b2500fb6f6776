import type { Column, Table } from "../catalog/relations.ts";
import { ident } from "../sql/fragment.ts";
import { addedColumn, dropsAdded, knownAddition, fillingObstacle, type AddedColumn } from "./fill/added.ts";
import { fillingSteps, type FilledColumn } from "./fill/steps.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { keyOf } from "./transition/key.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { valueOf } from "./fill/value.ts";

export const addFilledColumn = defineRecipe({
  id: "add-filled-column",
  title: "Add the column empty, give new rows its default, and fill the old ones in batches",
  kind: "refactor.rewrite",
  summary:
    "A default that has another value for each row (gen_random_uuid(), clock_timestamp(), a serial, an identity) makes ADD COLUMN rewrite the table. Here the column is added without one, which is instant, new rows get the default from then on, and old rows are filled in batches with a commit after each. NOT NULL is proven by a CHECK, so that setting it scans nothing. An identity column gets its numbers from a sequence of its own first, and becomes an identity once every row has one, whose sequence goes on where that stopped.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
    },
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN number serial;",
    },
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000);",
    },
  ],
  applies: (facts) =>
    addedColumn(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) =>
      effects.work.some(({ kind }) => kind === "rewrite"),
    ),
  plan,
  isInverse: (candidate, facts) => dropsAdded(candidate, addedColumn(facts.statement.statement)),
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const known = knownAddition(facts);
  if ("refused" in known) return known;
  const { added, table, column, catalog } = known;
  const { relation, name } = added;
  const refused = obstacleOf(facts, added, table, column);
  if (refused !== undefined) return { refused };
  const key = keyOf({ catalog, table });
  if (key === undefined)
    return {
      refused: `${table.name} has no primary key and no unique key without NULLs and composite values, so its rows cannot be filled in batches.`,
    };
  const value = valueOf(facts, added, table, column);
  if ("refused" in value) return value;
  const filled: FilledColumn = { relation, table, column, key, catalog, ...value };
  return {
    recipe: "add-filled-column",
    title: `Add ${ident(table.name, name).text} and fill it while reads and writes go on`,
    name: rolloutId("add", table.name, name),
    steps: fillingSteps(filled, facts),
    pending: [],
  };
}

function obstacleOf(
  facts: RecipeFacts,
  added: AddedColumn,
  table: Table,
  column: Column,
): string | undefined {
  const { name } = added;
  if (column.generated !== undefined)
    return `${name} is generated and stored, and PostgreSQL cannot make a column that is there generated. Add an ordinary column, keep it up to date with a trigger, and fill it in batches.`;
  return fillingObstacle(facts, added, table);
}
