import { defineRecipe } from "./recipe.ts";
import { soleConstraint } from "./support/added.ts";
import { constraintBehind, dropsNew, throughNotValid } from "./support/notValid.ts";

export const checkNotValid = defineRecipe({
  id: "check-not-valid",
  title: "Add the CHECK NOT VALID and validate it in a later migration",
  kind: "quickfix",
  summary:
    "The constraint holds for new rows at once, under a lock that is held only briefly; the old rows are checked by VALIDATE CONSTRAINT in a migration of its own, while reads and writes go on. Where the file drops one of the name before, both are done at once, so that there is never none.",
  examples: [
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0);",
    },
  ],
  standsFor: (facts) => constraintBehind(facts, "CONSTR_CHECK"),
  applies: (facts) => soleConstraint(facts, "CONSTR_CHECK") !== undefined,
  plan: (facts) => throughNotValid(facts, "CONSTR_CHECK", "check-not-valid"),
  isInverse: dropsNew,
});
