import { isPartOf } from "./drop/restores.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { reshapeAdapter } from "./reshape/adapter.ts";
import { backwardOf } from "./reshape/backward.ts";
import { reshapeContract } from "./reshape/contract.ts";
import { reshapeObstacle } from "./reshape/obstacles.ts";
import { shapeAround, undoesPart } from "./reshape/shape.ts";
import { namesOf, readReshapeState } from "./reshape/state.ts";
import { reshapeStateOf } from "./reshape/stateOf.ts";
import { reshapeSteps } from "./reshape/steps.ts";
import { reshapeTarget } from "./reshape/target.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { entryOf } from "./support/subject.ts";

export const splitOrMergeColumns = defineRecipe({
  id: "split-or-merge-columns",
  title:
    "Split, merge or replace the columns by expand and contract, while old and new versions run side by side",
  kind: "refactor.rewrite",
  summary:
    "A file that adds columns, fills them by an UPDATE from others, and drops those, is one change: it splits a column, merges several, or replaces one by what it is computed to. Here the new columns are added, and a trigger keeps both sides in step whichever of them a client writes: forward by the expressions of the UPDATE, back by those of the down's UPDATE, or by what you say in a comment `-- lockkeeper-value OLD_COLUMN = EXPRESSION` or by `--value` on the command line; without those there is no plan, since the version that runs meanwhile would read stale values. Old rows are filled in batches with a commit after each; a column `lockkeeper_filled` tells which are, and goes at the end. What a client wrote stays as it was written, also where going there and back would give another value. NOT NULL of the new columns, and the old ones' end with their indexes and constraints, come when the rollout is finished, which first checks that both sides are in step in every row; every step has a down. A value that the expressions cannot compute with is refused as it is written, and until the end what is asked of the old columns is asked of those who write the new ones too. With `rewrite --adapter FILE.ts` no trigger is made: the application writes both sides through a module that is made for it, deployed in stages.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, name text);",
      bad: "-- lockkeeper-value name = coalesce(first_name || ' ' || last_name, first_name)\nALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;\nUPDATE users SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);\nALTER TABLE users DROP COLUMN name;",
    },
    {
      before:
        "CREATE TABLE events (id bigint PRIMARY KEY, day date NOT NULL, hour time NOT NULL); CREATE INDEX events_day ON events (day);",
      bad: "-- lockkeeper-value day = at::date, hour = at::time\nALTER TABLE events ADD COLUMN at timestamp;\nUPDATE events SET at = day + hour;\nALTER TABLE events ALTER COLUMN at SET NOT NULL;\nALTER TABLE events DROP COLUMN day, DROP COLUMN hour;",
    },
  ],
  standsFor(facts) {
    const first = shapeAround(facts)?.statements[0];
    return first?.span.start === facts.statement.span.start ? undefined : first;
  },
  applies(facts) {
    if (facts.endsRollout || (entryOf(facts)?.effects.locks.length ?? 0) === 0) return false;
    return shapeAround(facts)?.statements[0]?.span.start === facts.statement.span.start;
  },
  plan,
  isInverse(candidate, facts) {
    const shape = shapeAround(facts);
    return shape !== undefined && (undoesPart(candidate, shape)?.drops.length ?? 0) > 0;
  },
  restoresPart(candidate, facts) {
    const shape = shapeAround(facts);
    if (shape === undefined) return false;
    const target = reshapeTarget(shape, facts);
    return (
      undoesPart(candidate, shape) !== undefined ||
      (!("refused" in target) && target.old.some((each) => isPartOf(candidate, each)))
    );
  },
  adapter(state) {
    const known = readReshapeState(state);
    return known === undefined ? undefined : reshapeAdapter(known);
  },
  resume(state) {
    const known = readReshapeState(state);
    return known === undefined ? undefined : reshapeContract(known);
  },
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const shape = shapeAround(facts);
  if (shape === undefined)
    return { refused: "Nothing here puts the values of some columns into others and drops those." };
  const target = reshapeTarget(shape, facts);
  if ("refused" in target) return target;
  const refused = reshapeObstacle(target, facts);
  if (refused !== undefined) return { refused };
  const backward = backwardOf(target, facts);
  if ("refused" in backward) return backward;
  const state = reshapeStateOf(target, backward, facts);
  if ("refused" in state) return state;
  const { table, old, fresh } = state;
  const id = rolloutId(
    "reshape",
    table,
    ...old.map(({ name }) => name),
    "to",
    ...fresh.map(({ name }) => name),
  );
  return {
    recipe: "split-or-merge-columns",
    title: `Put ${namesOf(old)} of ${table} into ${namesOf(fresh)} while old and new versions run side by side`,
    name: id,
    rollout: { id, state },
    steps: reshapeSteps(state),
    pending: [reshapeContract(state)],
    takes: shape.statements.slice(1),
  };
}
