import { ident, sql, truncateName, type Sql } from "../sql/fragment.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { constraintAdded, soleConstraint } from "./support/added.ts";
import { allAtOnce } from "./support/givingWay.ts";
import { newConstraint } from "./support/guarded.ts";
import { dropsConstraint } from "./support/notValid.ts";
import { constraintsOnPartitions, tableSql, wordOf } from "./support/partitions.ts";
import { nameOfRelation } from "./support/subject.ts";

export const foreignKeyByPartition = defineRecipe({
  id: "foreign-key-by-partition",
  title: "Add the foreign key NOT VALID to each partition, validate, then to the partitioned table",
  kind: "quickfix",
  summary:
    "Before PostgreSQL 18 a partitioned table takes no foreign key NOT VALID, but its partitions do. Theirs are added NOT VALID and validated in a later migration while reads and writes go on; the foreign key of the partitioned table then takes them over and reads no rows, under a lock that is held only briefly. Where the referenced table is partitioned, too, the parts of the constraint that the server keeps for its partitions get other names than it would give them.",
  examples: [
    {
      before:
        "CREATE TABLE kinds (id int PRIMARY KEY); CREATE TABLE events (kind int, at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01'); CREATE TABLE events_rest PARTITION OF events DEFAULT;",
      bad: "ALTER TABLE events ADD CONSTRAINT events_kind FOREIGN KEY (kind) REFERENCES kinds (id);",
    },
  ],
  applies: (facts) => addedBelow(facts).length > 0,
  plan(facts) {
    const sole = soleConstraint(facts, "CONSTR_FOREIGN");
    const added = constraintAdded(facts)?.constraint;
    if (sole === undefined || added === undefined)
      return { refused: "Write the constraint as an ALTER TABLE of its own first." };
    const parent = nameOfRelation(facts, sole.relation);
    const parts = addedBelow(facts).map(({ table, constraint }) => ({
      table: tableSql(table),
      name: constraint.name,
    }));
    return {
      recipe: "foreign-key-by-partition",
      title: `Add the constraint ${added.name} without blocking`,
      name: truncateName(`add_${wordOf(added.name)}`),
      steps: [
        {
          phase: "expand",
          title: "Add the constraint to each partition for new rows; old rows are not read",
          transaction: "own",
          up: [
            allAtOnce(
              parts.map(({ table, name }) => newConstraint(table, name, `${sole.definition} NOT VALID`)),
            ),
          ],
          down: [allAtOnce(parts.map(({ table, name }) => dropConstraint(table, name)))],
        },
        {
          phase: "migrate",
          title: "Check the old rows, while reads and writes go on",
          suffix: "validate",
          transaction: "own",
          up: parts.map(
            ({ table, name }) => sql`ALTER TABLE ${table} VALIDATE CONSTRAINT ${ident(name)}`.text,
          ),
          down: [],
        },
        {
          phase: "migrate",
          title: "Add it to the partitioned table, which takes over what its partitions have",
          suffix: "attach",
          transaction: "own",
          up: [allAtOnce([newConstraint(parent, added.name, sole.definition)])],
          down: [allAtOnce([dropConstraint(parent, added.name)])],
        },
      ],
      pending: [],
    };
  },
  isInverse: dropsConstraint,
});

function dropConstraint(table: Sql, name: string): string {
  return sql`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${ident(name)}`.text;
}

function addedBelow(facts: RecipeFacts) {
  const sole = soleConstraint(facts, "CONSTR_FOREIGN");
  return sole?.relation.inh === true ? constraintsOnPartitions(facts, "foreign-key") : [];
}
