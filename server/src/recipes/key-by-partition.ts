import type { Constraint, Table } from "../catalog/relations.ts";
import { ident, qualified, sql, truncateName } from "../sql/fragment.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { constraintAdded, soleKey } from "./support/added.ts";
import { addConstraintOnce } from "./support/guarded.ts";
import { nullableKeyColumns } from "./support/keyColumns.ts";
import { usingIndexSql } from "./support/keySql.ts";
import { dropsConstraint } from "./support/notValid.ts";
import {
  buildOnPartitions,
  constraintsOnPartitions,
  indexesOnPartitions,
  tableSql,
  wordOf,
} from "./support/partitions.ts";
import { nameOfRelation } from "./support/subject.ts";

export const keyByPartition = defineRecipe({
  id: "key-by-partition",
  title: "Build the unique index CONCURRENTLY on each partition, then add the key",
  kind: "quickfix",
  summary:
    "A partitioned table takes no constraint USING INDEX, but its partitions do: the unique index of each is built while reads and writes go on, in a migration each. The last migration makes them the partitions' keys and adds the key to the partitioned table, which takes those over and builds nothing, under a lock that is held only briefly.",
  examples: [
    {
      before:
        "CREATE TABLE events (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE events_rest PARTITION OF events DEFAULT;",
      bad: "ALTER TABLE events ADD PRIMARY KEY (id, at);",
    },
  ],
  applies: (facts) => soleKey(facts) !== undefined && indexesOnPartitions(facts).length > 0,
  plan(facts) {
    const sole = soleKey(facts);
    const added = constraintOfParent(facts);
    if (sole === undefined || added === undefined)
      return { refused: "Write the key as an ALTER TABLE of its own first." };
    if (sole.relation.inh !== true)
      return { refused: "The statement is about the partitioned table ONLY. Write the steps by hand." };
    const indexes = indexesOnPartitions(facts);
    const nullable = indexes.find(({ table, index }) => nullableKeyColumns(table, index) !== "");
    if (added.kind === "primary-key" && nullable !== undefined) {
      const names = nullableKeyColumns(nullable.table, nullable.index);
      return {
        refused: `PRIMARY KEY makes ${names} NOT NULL, which scans each partition while nobody can use it. Make ${names} NOT NULL first.`,
      };
    }
    const builds = buildOnPartitions(facts, indexes);
    if (builds === undefined) return { refused: "The columns of this key cannot be written down again." };
    return planOf(facts, added, builds, sole);
  },
  isInverse: dropsConstraint,
});

type Sole = NonNullable<ReturnType<typeof soleKey>>;

function planOf(
  facts: RecipeFacts,
  added: Constraint,
  builds: Plan["steps"],
  { relation, definition }: Sole,
): Plan | Refusal {
  const parent = nameOfRelation(facts, relation);
  const parts = constraintsOnPartitions(facts, added.kind);
  return {
    recipe: "key-by-partition",
    title: `Add the key ${added.name} while reads and writes go on`,
    name: truncateName(`add_${wordOf(added.name)}`),
    steps: [
      ...builds,
      {
        phase: "migrate",
        title: "Make the indexes the partitions' keys, which that of the partitioned table takes over",
        suffix: "attach",
        transaction: "own",
        up: [
          // Who uses the partitioned table locks it before its partitions, and so must this.
          sql`LOCK TABLE ONLY ${parent} IN ACCESS EXCLUSIVE MODE`.text,
          ...parts.map(({ table, constraint }) => usingIndex(table, constraint)),
          addConstraintOnce(parent, added.name, definition),
        ],
        down: [sql`ALTER TABLE ${parent} DROP CONSTRAINT IF EXISTS ${ident(added.name)}`.text],
      },
    ],
    pending: [],
  };
}

/** Going back drops the partitions' keys with that of the partitioned table; up again, that makes them all. */
function usingIndex(table: Table, constraint: Constraint): string {
  const { name } = constraint;
  const index = qualified(table.schema, name);
  return addConstraintOnce(tableSql(table), name, usingIndexSql(constraint, name), index);
}

function constraintOfParent(facts: RecipeFacts): Constraint | undefined {
  return constraintAdded(facts)?.constraint;
}
