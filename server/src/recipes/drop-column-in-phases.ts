import { soleTableCommand } from "./support/soleCommand.ts";
import { rolloutId } from "./support/rolloutId.ts";
import type { Statement } from "../sql/statement.ts";
import { columnObstacle } from "./drop/obstacles.ts";
import { contractColumn } from "./drop/contractColumn.ts";
import { relax } from "./drop/expandColumn.ts";
import { hangingOn } from "./drop/hanging.ts";
import { Partings } from "./drop/parting.ts";
import { restores } from "./drop/restores.ts";
import { columnTarget, dropColumnOf, nameOfColumn } from "./drop/targetColumn.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";

export const dropColumnInPhases = defineRecipe({
  id: "drop-column-in-phases",
  title: "Drop the column once no running version uses it",
  kind: "refactor.rewrite",
  summary:
    "First the column is made unneeded: NOT NULL, and CHECKs that refuse NULL, go where it has no default, so that a new version may insert rows without it while the old one still writes it. The statement itself waits as a rollout until no running version reads or writes the column. Finishing the rollout drops what hangs on it one by one: foreign keys, each in a transaction of its own, since each locks the other table too; indexes CONCURRENTLY; then the column, with a limited wait. Every step has a down that makes again what it took, while reads and writes go on, and fills the column again where the migration's down does; the values are gone once the column is, and one whose values are computed (generated and stored, identity, a random default) comes back by a rewrite. From PostgreSQL 18 on NOT NULL comes back under another name where the schema has a constraint of the old one.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, nickname text NOT NULL);",
      bad: "ALTER TABLE users DROP COLUMN nickname;",
    },
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id)); CREATE INDEX orders_customer_id ON orders (customer_id);",
      bad: "ALTER TABLE orders DROP COLUMN customer_id;",
    },
  ],
  applies: (facts) =>
    facts.section.direction === "up" &&
    !facts.endsRollout &&
    dropColumnOf(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(({ effects }) => effects.locks.length > 0),
  plan,
  isInverse(candidate, facts) {
    const drop = dropColumnOf(facts.statement.statement);
    const found = soleTableCommand(candidate);
    return (
      drop !== undefined &&
      found?.command.subtype === "AT_AddColumn" &&
      found.relation.relname === drop.relation.relname &&
      columnAdded(found.command.def) === drop.name
    );
  },
  restoresPart: (candidate: Statement, facts) => restores(candidate, facts),
  resume: recallPhase,
});

function columnAdded(def: NonNullable<ReturnType<typeof soleTableCommand>>["command"]["def"]) {
  return def !== undefined && "ColumnDef" in def ? def.ColumnDef.colname : undefined;
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const target = columnTarget(facts);
  if ("refused" in target) return target;
  const refused = columnObstacle(target, facts);
  if (refused !== undefined) return { refused };
  const partings = new Partings(target.catalog, facts);
  const hanging = hangingOn(target, facts);
  if ("refused" in hanging) return hanging;
  const relaxed = relax(target, hanging.checks, partings, facts);
  if ("refused" in relaxed) return relaxed;
  const pending = contractColumn(target, hanging, relaxed, partings, facts);
  if ("refused" in pending) return pending;
  const name = rolloutId("drop", target.table.name, target.column.name);
  return {
    recipe: "drop-column-in-phases",
    title: `Drop ${nameOfColumn(target)} once no running version uses it`,
    name,
    rollout: { id: name, state: rememberPhase(pending) },
    steps: relaxed.steps,
    pending: [pending],
  };
}
