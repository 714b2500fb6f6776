import { ident } from "../sql/fragment.ts";
import { defineRecipe, type LaterStatement, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { convertedBoth } from "./retype/convertedBoth.ts";
import { retypeContract } from "./retype/contract.ts";
import { retypeObstacle } from "./retype/obstacles.ts";
import { readRetypeState } from "./retype/state.ts";
import { retypeStateOf } from "./retype/stateOf.ts";
import { retypeSteps } from "./retype/steps.ts";
import { changesRows, restoresDefault, retypeShapeAt } from "./retype/shape.ts";
import { isInverseOf, retypeTarget, type RetypeShape } from "./retype/target.ts";
import { FreeNames } from "./support/freeName.ts";
import { onlyObstacle } from "./support/subject.ts";
import { inTheWayMeanwhile } from "./transition/meanwhile.ts";
import { rolloutId } from "./support/rolloutId.ts";

export const changeColumnTypeByDualWrite = defineRecipe({
  id: "change-column-type-by-dual-write",
  title: "Change the type by filling a second column that takes the first one's name",
  kind: "refactor.rewrite",
  summary:
    "A column of the new type is added, follows the old one by a trigger, and is filled in batches with a commit after each. Indexes, constraints, foreign keys from and to it, NOT NULL and the primary key are made for it while reads and writes go on. Finishing the rollout exchanges the names in one short transaction in which no row is read or written; the old column stands aside and follows as long as it is there, so that every step has a down that loses no row. Only values that the old type cannot hold stop the down, before anything is changed. The new column stands last in the table. Its comment, statistics target and options come along as the migrations give them; privileges on the column, and what was set by hand, are to be given to the new one too: the exchange waits for that. Where a foreign key refers to a partitioned table, what the server keeps of it for the partitions gets other names, and before 18 stays marked NOT VALID, a mark on which nothing acts. Known conversions are casts among integers, numeric, text and varchar, uuid, json and jsonb, boolean and enums, from date to timestamp, and AT TIME ZONE with a named zone, or without USING in the zone that the file sets: such as mean the same in every session and can be turned around. A default that the file drops before or sets behind the change holds from the exchange on. For others the down of the migration says how, by its own ALTER COLUMN TYPE, or `-- lockkeeper-value column = EXPRESSION` above the statement, of the new value; both ways must be the same in every session and give NULL for NULL. Of what comes back as something else the old column holds NULL, and that stops the down.",
  examples: [
    {
      before:
        "CREATE TABLE users (id serial PRIMARY KEY, name text); CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users (id));",
      bad: "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
    },
    {
      before:
        "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp NOT NULL); CREATE INDEX events_at ON events (at);",
      bad: "ALTER TABLE events ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';",
    },
  ],
  standsFor(facts) {
    const shape = retypeShapeAt(facts);
    const [first] = shape !== undefined && changesRows(shape, facts) ? shape.statements : [];
    return first === facts.statement ? undefined : first;
  },
  applies(facts) {
    const shape = retypeShapeAt(facts);
    return shape !== undefined && shape.statements[0] === facts.statement && changesRows(shape, facts);
  },
  plan,
  isInverse: (candidate, facts) =>
    isInverseOf(candidate, { ...facts, statement: retypeShapeAt(facts)?.change ?? facts.statement }),
  restoresPart: restoresDefault,
  resume(state) {
    const known = readRetypeState(state);
    return known === undefined ? undefined : retypeContract(known);
  },
});

function plan(given: RecipeFacts): Plan | Refusal {
  const shape = retypeShapeAt(given);
  if (shape === undefined)
    return { refused: "Write the change of the type as an ALTER TABLE of its own first." };
  const { change, statements } = shape;
  // What is done about the default comes with the plan.
  const facts = { ...given, later: () => given.later().filter((each) => !isPartOf(each, shape, given)) };
  const ofChange = { ...facts, statement: change, values: () => given.values(change) };
  const found = retypeTarget(shape, facts);
  if ("refused" in found) return found;
  const { from, table, relation } = found;
  const to = new FreeNames(facts).choose(from, "_new", { of: "column", table });
  const target = { ...found, to };
  const conversion = convertedBoth(target, ofChange);
  if ("refused" in conversion) return conversion;
  const refused =
    onlyObstacle(ofChange, relation) ?? retypeObstacle(target) ?? inTheWayMeanwhile(target, facts);
  if (refused !== undefined) return { refused };
  const retype = retypeStateOf(target, conversion, facts);
  if ("refused" in retype) return retype;
  const { state, fresh } = retype;
  const name = rolloutId("retype", table.name, from);
  return {
    recipe: "change-column-type-by-dual-write",
    title: `Change the type of ${ident(table.name, from).text} to ${state.type} while reads and writes go on`,
    name,
    rollout: { id: name, state },
    steps: retypeSteps(state, fresh),
    pending: [retypeContract(state)],
    ...(statements.length === 1 ? {} : { takes: statements.slice(1) }),
  };
}

function isPartOf(
  { path, span }: LaterStatement,
  { statements }: RetypeShape,
  { section }: RecipeFacts,
): boolean {
  return path === section.path && statements.some((each) => each.span.start === span.start);
}
