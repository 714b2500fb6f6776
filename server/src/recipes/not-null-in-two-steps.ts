import { ident, sql } from "../sql/fragment.ts";
import { notNullTarget, dropsNotNullOf } from "./not-null-through-check.ts";
import { defineRecipe } from "./recipe.ts";
import { constraintAdded } from "./support/added.ts";
import { addConstraintOnce } from "./support/guarded.ts";
import { validation } from "./support/notValid.ts";
import { planName } from "./support/newPartition.ts";
import { nameOfRelation, onlyObstacle } from "./support/subject.ts";

export const notNullInTwoSteps = defineRecipe({
  id: "not-null-in-two-steps",
  title: "Add NOT NULL as a constraint that is NOT VALID, and validate it in a later migration",
  kind: "quickfix",
  summary:
    "From PostgreSQL 18 on NOT NULL is a constraint with a name: added NOT VALID it refuses new NULLs at once and reads nothing; VALIDATE CONSTRAINT checks the old rows while reads and writes go on. It gets the name that SET NOT NULL would give it. Offered where every target is 18 or later.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text);",
      bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      majors: [18],
    },
  ],
  applies: (facts) =>
    facts.majors.every((major) => major >= 18) &&
    notNullTarget(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.work.length > 0),
  plan(facts) {
    const found = notNullTarget(facts.statement.statement);
    if (found === undefined) return { refused: "Write SET NOT NULL as an ALTER TABLE of its own first." };
    const only = onlyObstacle(facts, found.relation);
    if (only !== undefined) return { refused: only };
    const name = constraintAdded(facts)?.constraint.name;
    if (name === undefined)
      return {
        refused:
          "It is not known which name PostgreSQL gives this constraint, or it is there already, not validated: VALIDATE CONSTRAINT is all that is missing then.",
      };
    const table = nameOfRelation(facts, found.relation);
    const column = ident(found.column);
    return {
      recipe: "not-null-in-two-steps",
      title: `Make ${found.column} NOT NULL without blocking`,
      name: planName("set", { relname: `${found.relation.relname ?? ""}_${found.column}_not_null` }),
      steps: [
        {
          phase: "expand",
          title: "Refuse new NULLs; old rows are not read",
          transaction: "own",
          up: [addConstraintOnce(table, name, sql`NOT NULL ${column} NOT VALID`.text)],
          down: [sql`ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL`.text],
        },
        validation(table, name),
      ],
      pending: [],
    };
  },
  isInverse: dropsNotNullOf,
});
