import { ident } from "../sql/fragment.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { renameAdapter } from "./rename/adapter.ts";
import { contractOf } from "./rename/contract.ts";
import { readRenameState } from "./rename/state.ts";
import { stateOf } from "./rename/stateOf.ts";
import { stepsOf } from "./rename/steps.ts";
import { renameOf, targetOf } from "./rename/target.ts";
import { entryOf } from "./support/subject.ts";
import { bodyObstacle } from "./transition/bodies.ts";
import { carriedBy } from "./transition/carried.ts";
import { backCarrier, carrierOf } from "./transition/carrier.ts";
import { meanwhile, worksOnBoth } from "./transition/meanwhile.ts";
import { obstacle } from "./transition/obstacles.ts";
import { rolloutId } from "./support/rolloutId.ts";

export const renameColumnByDualWrite = defineRecipe({
  id: "rename-column-by-dual-write",
  title: "Rename the column by expand and contract, while old and new versions run side by side",
  kind: "refactor.rewrite",
  summary:
    "A second column is added under the new name, and triggers keep the two alike whichever of them a client writes: no client has to change. Old rows are filled in batches with a commit after each, and indexes, constraints, foreign keys and NOT NULL are carried over without blocking. The old column is dropped later, by finishing the rollout, which first checks that everything is ready; until then every step has a down that loses nothing. Where one statement sets both columns to different values, the new name wins. An INSERT that sets the new column to NULL gets the old column's default, if it has one. The new column stands last in the table; its comment, statistics target, storage, compression and options are those of the old one, and so are the privileges that migrations grant on the column, and what they say of its constraints and indexes (COMMENT). Where a foreign key refers to a partitioned table, what the server keeps of it for the partitions gets other names, and before 18 stays marked NOT VALID, a mark on which nothing acts. An INSERT, UPDATE or DELETE on the table further down in the file comes to a migration behind the filled column, and so do functions and views that are made there and read the new column. A BEFORE trigger whose function reads or sets either column sees only what one version wrote, so there is no plan then; one that fires after each row needs its function replaced behind the rename. With `rewrite --adapter FILE.ts` no trigger is made: the application writes both sides through a module that is made for it, deployed in stages.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, mail text);",
      bad: "ALTER TABLE users RENAME COLUMN mail TO email;",
    },
    {
      before:
        "CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint NOT NULL DEFAULT 1 CHECK (customer > 0) REFERENCES customers (id), day date, UNIQUE (day, customer)); CREATE INDEX orders_customer ON orders (customer DESC) WHERE customer > 10;",
      bad: "ALTER TABLE orders RENAME COLUMN customer TO customer_id;",
    },
  ],
  applies(facts) {
    const rename = renameOf(facts.statement.statement);
    return rename !== undefined && (entryOf(facts)?.effects.locks.length ?? 0) > 0;
  },
  plan,
  isInverse({ node }, facts) {
    const rename = renameOf(facts.statement.statement);
    if (node === undefined || rename === undefined || !("RenameStmt" in node)) return false;
    const { renameType, relation, subname, newname } = node.RenameStmt;
    return (
      renameType === "OBJECT_COLUMN" &&
      relation?.relname === rename.relation.relname &&
      subname === rename.to &&
      newname === rename.from
    );
  },
  adapter(state) {
    const known = readRenameState(state);
    return known === undefined ? undefined : renameAdapter(known);
  },
  resume(state) {
    const known = readRenameState(state);
    return known === undefined ? undefined : contractOf(known);
  },
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const target = targetOf(facts);
  if ("refused" in target) return target;
  const fixed = obstacle(target) ?? bodyObstacle(target, { old: [target.from], fresh: [target.to] }, facts);
  if (fixed !== undefined) return { refused: fixed };
  const { restAfter, refused } = meanwhile(target, facts, worksOnBoth(target, facts));
  if (refused !== undefined) return { refused };
  const carrier = carrierOf(target, facts);
  const forth = carriedBy(carrier);
  const back = carriedBy(backCarrier(carrier, facts));
  if (forth === undefined || back === undefined)
    return { refused: `An index or constraint on ${target.from} cannot be written down for another column.` };
  const state = stateOf({ carrier, ...forth, back }, facts);
  if ("refused" in state) return state;
  const { table, from, to } = state;
  const name = rolloutId("rename", table, from, "to", to);
  return {
    recipe: "rename-column-by-dual-write",
    title: `Rename ${ident(table, from).text} to ${ident(to).text} while old and new versions run side by side`,
    name,
    rollout: { id: name, state },
    steps: stepsOf(state, forth),
    pending: [contractOf(state)],
    ...(restAfter === undefined ? {} : { restAfter }),
  };
}
