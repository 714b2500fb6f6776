import { defineRecipe } from "./recipe.ts";
import { soleConstraint } from "./support/added.ts";
import { constraintBehind, dropsNew, throughNotValid } from "./support/notValid.ts";

export const foreignKeyNotValid = defineRecipe({
  id: "foreign-key-not-valid",
  title: "Add the foreign key NOT VALID and validate it in a later migration",
  kind: "quickfix",
  summary:
    "The constraint holds for new rows at once, under a lock that is held only briefly; the old rows are checked by VALIDATE CONSTRAINT in a migration of its own, while reads and writes go on. Where the file drops one of the name before, both are done at once, so that there is never none. Where the referenced table is partitioned, servers before 18 leave the parts of the constraint that they keep for its partitions marked NOT VALID, a mark on which nothing acts.",
  examples: [
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);",
      bad: "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);",
    },
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint CONSTRAINT orders_customer REFERENCES customers);",
      bad: "ALTER TABLE orders DROP CONSTRAINT orders_customer; ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;",
    },
  ],
  standsFor: (facts) => constraintBehind(facts, "CONSTR_FOREIGN"),
  applies: (facts) => soleConstraint(facts, "CONSTR_FOREIGN") !== undefined,
  plan: (facts) => throughNotValid(facts, "CONSTR_FOREIGN", "foreign-key-not-valid"),
  isInverse: dropsNew,
});
