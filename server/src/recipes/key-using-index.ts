import { isTable, type Index } from "../catalog/relations.ts";
import { ident, qualified, truncateName } from "../sql/fragment.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { constraintAdded, soleKey, type SoleConstraint } from "./support/added.ts";
import { indexCreatedBy } from "./support/createdIndex.ts";
import { expressionSql } from "./support/expressionSql.ts";
import { addConstraintOnce } from "./support/guarded.ts";
import { buildStep } from "./support/indexSteps.ts";
import { createIndexSql } from "./support/indexSql.ts";
import { nullableKeyColumns } from "./support/keyColumns.ts";
import { dropKeySql, usingIndexSql } from "./support/keySql.ts";
import { dropsConstraint } from "./support/notValid.ts";
import { catalogOf, nameOfRelation, schemaOfRelation } from "./support/subject.ts";

export const keyUsingIndex = defineRecipe({
  id: "key-using-index",
  title: "Build the unique index CONCURRENTLY, then add the constraint USING INDEX",
  kind: "quickfix",
  summary:
    "The unique index is built while reads and writes go on, in a migration outside a transaction; a second one makes it the constraint's, under a lock that is held only briefly. Where rows break the key, the build fails and leaves an INVALID index, which the next try names. A key that is DEFERRABLE is checked at once until the second migration.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text);",
      bad: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
    },
    {
      before: 'CREATE TABLE "Order Lines" (id bigint NOT NULL, line integer NOT NULL, note text);',
      bad: 'ALTER TABLE "Order Lines" ADD PRIMARY KEY (id, line) INCLUDE (note);',
    },
  ],
  applies: (facts) => soleKey(facts) !== undefined,
  plan(facts) {
    const sole = soleKey(facts);
    const added = constraintAdded(facts);
    const index = indexCreatedBy(facts);
    if (sole === undefined) return { refused: "Write the key as an ALTER TABLE of its own first." };
    if (added === undefined || index === undefined)
      return { refused: "This statement would fail, so there is nothing to make safe." };
    const obstacle = obstacleOf(facts, sole, index);
    return obstacle === undefined ? planOf(facts, sole, added, index) : { refused: obstacle };
  },
  isInverse: dropsConstraint,
});

type KeyAdded = NonNullable<ReturnType<typeof constraintAdded>>;

/** Why there is no such way, in the words of the user. */
function obstacleOf(facts: RecipeFacts, { constraint }: SoleConstraint, index: Index): string | undefined {
  if (constraint.without_overlaps === true || !index.unique)
    return "WITHOUT OVERLAPS is kept by an exclusion constraint, which cannot be made of an index that is there.";
  if (index.kind === "partitioned-index")
    return "A partitioned table takes no constraint USING INDEX (0A000). Add the key to each partition in this way first; adding it to the partitioned table then only attaches them.";
  if (constraint.indexspace !== undefined)
    return "The key names a TABLESPACE. Build the unique index there CONCURRENTLY, then add the constraint USING INDEX.";
  if (constraint.contype !== "CONSTR_PRIMARY") return undefined;
  const table = catalogOf(facts)?.get("relation", index.table);
  const names = isTable(table) ? nullableKeyColumns(table, index) : "";
  return names === ""
    ? undefined
    : `PRIMARY KEY makes ${names} NOT NULL, which scans the table while nobody can use it. Make ${names} NOT NULL first.`;
}

function planOf(
  facts: RecipeFacts,
  { relation }: SoleConstraint,
  { table, constraint }: KeyAdded,
  index: Index,
): Plan | Refusal {
  const { name } = constraint;
  const on = nameOfRelation(facts, relation);
  const named = qualified(schemaOfRelation(facts, relation), index.name);
  const build = createIndexSql(index, {
    name: index.name,
    table: on,
    index: named,
    column: (number) => table.columns.find((each) => each.number === number)?.name,
    expression: (expression) => expressionSql(expression, facts.grammar),
  });
  if (build === undefined) return { refused: "The columns of this key cannot be written down again." };
  const drop = [dropKeySql(on, name, ident(index.schema, index.name), facts.lockTimeout)];
  return {
    recipe: "key-using-index",
    title: `Add the key ${name} while reads and writes go on`,
    name: truncateName(`add_${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "_")),
    steps: [
      buildStep("Build the unique index", named, build, { down: drop }),
      {
        phase: "migrate",
        title: "Make the index the constraint's; the down leaves it so, until the index goes",
        suffix: "attach",
        transaction: "own",
        up: [addConstraintOnce(on, name, usingIndexSql(constraint, index.name))],
        down: [],
      },
    ],
    pending: [],
  };
}
