import { ident, qualified } from "../sql/fragment.ts";
import { enumConversion, mappingOf } from "./enum/mapping.ts";
import { enumShapeAround } from "./enum/shape.ts";
import { enumTarget } from "./enum/target.ts";
import { undoesEnum } from "./enum/undoes.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { retypeContract } from "./retype/contract.ts";
import { retypeObstacle } from "./retype/obstacles.ts";
import { readRetypeState } from "./retype/state.ts";
import { retypeStateOf } from "./retype/stateOf.ts";
import { retypeSteps } from "./retype/steps.ts";
import { isInverseOf } from "./retype/target.ts";
import { onlyObstacle } from "./support/subject.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { inTheWayMeanwhile } from "./transition/meanwhile.ts";

export const replaceEnumByDualWrite = defineRecipe({
  id: "replace-enum-by-dual-write",
  title: "Replace the enum by filling a second column of a new type, then let both take the old names",
  kind: "refactor.rewrite",
  summary:
    "For an enum that is made anew to lose or reorder values, in any of the usual ways: renamed aside, created under another name, or by way of text. The new type is made under a name of its own, a column of it follows the old one by a trigger and is filled in batches, with indexes and constraints like those of the old one. Finishing the rollout exchanges the names of both types and both columns in one short transaction in which no row is read or written. A value that the new type lacks, and USING turns into no other, is refused from the first step on: deploy a version that does not write it, and change the rows that have it, before. Where USING makes one value of several, the down from the end makes the first of them of all. From the exchange on, statements that a connection has prepared with a parameter of the old type fail until it prepares them again, as with the original.",
  examples: [
    {
      before:
        "CREATE TYPE state AS ENUM ('open', 'paid', 'lost'); CREATE TABLE orders (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'open');",
      bad: "ALTER TYPE state RENAME TO state_old;\nCREATE TYPE state AS ENUM ('open', 'paid');\nALTER TABLE orders ALTER COLUMN state DROP DEFAULT;\nALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state;\nALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';\nDROP TYPE state_old;",
    },
  ],
  standsFor(facts) {
    const first = enumShapeAround(facts)?.statements[0];
    return first === facts.statement ? undefined : first;
  },
  applies: (facts) => !facts.endsRollout && enumShapeAround(facts)?.statements[0] === facts.statement,
  plan,
  isInverse(candidate, facts) {
    const change = enumShapeAround(facts)?.changes[0];
    return change !== undefined && isInverseOf(candidate, { ...facts, statement: change });
  },
  restoresPart(candidate, facts) {
    const shape = enumShapeAround(facts);
    return shape !== undefined && undoesEnum(candidate, shape, facts.undoing);
  },
  resume(state) {
    const known = readRetypeState(state);
    return known === undefined ? undefined : retypeContract(known);
  },
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const shape = enumShapeAround(facts);
  if (shape === undefined) return { refused: "Nothing here puts an enum in another one's place." };
  // What belongs to the change itself comes with the plan.
  const around = {
    ...facts,
    later: () =>
      facts
        .later()
        .filter(
          ({ span, path }) =>
            !shape.statements.some((each) => path === facts.section.path && each.span.start === span.start),
        ),
  };
  const target = enumTarget(shape, around);
  if ("refused" in target) return target;
  const { types, change } = target;
  const mapping = mappingOf(change);
  if ("refused" in mapping) return mapping;
  const names = { fresh: qualified(types.schema, types.fresh), aside: qualified(types.schema, types.aside) };
  const conversion = enumConversion(mapping, change, names);
  const refused =
    onlyObstacle({ ...facts, statement: shape.changes[0] ?? facts.statement }, target.relation) ??
    retypeObstacle(target) ??
    inTheWayMeanwhile(target, around);
  if (refused !== undefined) return { refused };
  const retype = retypeStateOf(target, conversion, around);
  if ("refused" in retype) return retype;
  const { state, fresh } = retype;
  const id = rolloutId("enum", target.table.name, target.from);
  return {
    recipe: "replace-enum-by-dual-write",
    title: `Replace the enum ${ident(types.name).text} of ${ident(target.table.name, target.from).text} while reads and writes go on`,
    name: id,
    rollout: { id, state },
    steps: retypeSteps(state, fresh),
    pending: [retypeContract(state)],
    takes: shape.statements.slice(1),
  };
}
