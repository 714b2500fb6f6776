import type { Index } from "../catalog/relations.ts";
import { ident, truncateName } from "../sql/fragment.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { indexCreatedBy, isIndexOf } from "./support/createdIndex.ts";
import { expressionSql } from "./support/expressionSql.ts";
import { indexDefinition } from "./support/indexSql.ts";
import { buildOnPartitions, indexesOnPartitions, wordOf } from "./support/partitions.ts";
import { catalogOf, nameOfRelation, schemaOfRelation } from "./support/subject.ts";
import { isTable } from "../catalog/relations.ts";
import { qualified } from "../sql/fragment.ts";

export const indexByPartition = defineRecipe({
  id: "index-by-partition",
  title: "Build the index CONCURRENTLY on each partition, then on the partitioned table",
  kind: "quickfix",
  summary:
    "CONCURRENTLY is refused for a partitioned table, so the index is built on each partition while reads and writes go on, in a migration each, under the name that PostgreSQL would give it. CREATE INDEX on the partitioned table then takes those over and builds nothing, under a lock that is held only briefly. A partition that is made in between gets its index there.",
  examples: [
    {
      before:
        "CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at); CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE events_rest PARTITION OF events DEFAULT;",
      bad: "CREATE INDEX events_what ON events (what);",
    },
  ],
  applies: (facts) => partitioned(facts) !== undefined && indexesOnPartitions(facts).length > 0,
  plan(facts) {
    const index = partitioned(facts);
    const builds = buildOnPartitions(facts, indexesOnPartitions(facts));
    const last = index === undefined ? undefined : onParent(facts, index);
    if (index === undefined || builds === undefined || last === undefined)
      return { refused: "The index cannot be written down again for each partition." };
    return {
      recipe: "index-by-partition",
      title: `Build the index ${index.name} on each partition while reads and writes go on`,
      name: truncateName(`create_${wordOf(index.name)}`),
      steps: [
        ...builds,
        {
          phase: "migrate",
          title: "On the partitioned table, which takes over what its partitions have",
          suffix: "attach",
          transaction: "own",
          up: [last],
          down: [`DROP INDEX IF EXISTS ${ident(index.schema, index.name).text}`],
        },
      ],
      pending: [],
    };
  },
  isInverse: isIndexOf,
});

function partitioned(facts: RecipeFacts): Index | undefined {
  const { node } = facts.statement.statement;
  if (node === undefined || !("IndexStmt" in node)) return undefined;
  const { relation, concurrent } = node.IndexStmt;
  const index = indexCreatedBy(facts);
  return relation?.inh === true && concurrent !== true && index?.kind === "partitioned-index"
    ? index
    : undefined;
}

/** The user's CREATE INDEX, with a name, so that it does nothing where it is there already. */
function onParent(facts: RecipeFacts, index: Index): string | undefined {
  const { node } = facts.statement.statement;
  const table = catalogOf(facts)?.get("relation", index.table);
  if (node === undefined || !("IndexStmt" in node) || !isTable(table)) return undefined;
  const { relation } = node.IndexStmt;
  if (relation === undefined) return undefined;
  const rest = indexDefinition(index, {
    name: index.name,
    table: nameOfRelation(facts, relation),
    index: qualified(schemaOfRelation(facts, relation), index.name),
    column: (number) => table.columns.find((each) => each.number === number)?.name,
    expression: (expression) => expressionSql(expression, facts.grammar),
  });
  return rest === undefined
    ? undefined
    : `CREATE ${index.unique ? "UNIQUE " : ""}INDEX IF NOT EXISTS ${rest}`;
}
