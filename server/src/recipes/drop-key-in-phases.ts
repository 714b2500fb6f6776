import { displayName } from "../catalog/ids.ts";
import type { Table } from "../catalog/relations.ts";
import { literal, sql } from "../sql/fragment.ts";
import { inPhases } from "./drop/inPhases.ts";
import { keyObstacle } from "./drop/keyObstacles.ts";
import { Partings } from "./drop/parting.ts";
import { addsKey, buildsKey, constraintAddedBy } from "./drop/keyAgain.ts";
import { keyBehind } from "./drop/replacedKey.ts";
import { constraintDropped, keysTo, keyTarget, nameOfKey, type KeyTarget } from "./drop/targetKey.ts";
import { uniqueIndexContract, uniqueIndexDropped } from "./drop/uniqueIndex.ts";
import { versionWithout } from "./drop/versionWithout.ts";
import { defineRecipe, type PendingPhase, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";
import { rolloutId } from "./support/rolloutId.ts";

export const dropKeyInPhases = defineRecipe({
  id: "drop-key-in-phases",
  title: "Drop the key once no running version relies on it",
  kind: "refactor.rewrite",
  summary:
    "Nothing is dropped now: the statement waits as a rollout until no running version inserts ON CONFLICT on the key's columns or counts on duplicates being refused; functions of the history that do are named. Finishing the rollout drops the foreign keys that refer to the key first (where the statement says CASCADE), each in a transaction of its own, since each locks the other table too, and then the key with its index, with a limited wait. The down builds the unique index while reads and writes go on, makes it the constraint again, and checks the foreign keys last; where duplicates came in meanwhile, it stops at the build and says which. A unique index that is dropped by DROP INDEX waits as well, and then goes CONCURRENTLY.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);",
      bad: "ALTER TABLE users DROP CONSTRAINT users_email_key;",
    },
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, email text); CREATE UNIQUE INDEX users_email ON users (email);",
      bad: "DROP INDEX users_email;",
    },
    {
      before:
        "CREATE TABLE countries (id bigint PRIMARY KEY, code text UNIQUE); CREATE TABLE cities (id bigint PRIMARY KEY, country text REFERENCES countries (code));",
      bad: "ALTER TABLE countries DROP CONSTRAINT countries_code_key CASCADE;",
    },
  ],
  applies: (facts) =>
    facts.section.direction === "up" &&
    !facts.endsRollout &&
    (constraintDropped(facts) !== undefined || uniqueIndexDropped(facts) !== undefined) &&
    keyBehind(facts) === undefined &&
    [...facts.statement.entries.values()].some(({ effects }) =>
      effects.breaks.some(({ code }) => code === "old-code-upserts-on-key"),
    ),
  plan,
  isInverse(candidate, facts) {
    const index = uniqueIndexDropped(facts)?.index;
    if (index !== undefined)
      return (
        candidate.node !== undefined &&
        "IndexStmt" in candidate.node &&
        candidate.node.IndexStmt.idxname === index.name
      );
    const target = keyTarget(facts);
    return !("refused" in target) && addsKey(candidate, target);
  },
  restoresPart(candidate, facts) {
    const target = keyTarget(facts);
    if ("refused" in target) return false;
    const added = constraintAddedBy(candidate);
    const isForeign = keysTo(target).some(
      ({ from, key }) => added?.table === from.name && added.name === key.name,
    );
    return isForeign || buildsKey(candidate, target);
  },
  resume: recallPhase,
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const unique = uniqueIndexDropped(facts);
  if (unique !== undefined)
    return waiting(unique.table, unique.index.name, uniqueIndexContract(unique, facts));
  const target = keyTarget(facts);
  if ("refused" in target) return target;
  const refused = keyObstacle(target, facts);
  if (refused !== undefined) return { refused };
  return waiting(target.table, target.key.name, contract(target, facts));
}

/** Nothing now, all later. */
function waiting(table: Table, name: string, pending: PendingPhase | Refusal): Plan | Refusal {
  if ("refused" in pending) return pending;
  const id = rolloutId("drop", table.name, name);
  return {
    recipe: "drop-key-in-phases",
    title: `Drop ${displayName(table).replace(/^public\./, "")}.${name} once no running version relies on it`,
    name: id,
    rollout: { id, state: rememberPhase(pending) },
    steps: [],
    pending: [pending],
  };
}

/** The end: foreign keys one by one, then the key. */
function contract(target: KeyTarget, facts: RecipeFacts): PendingPhase | Refusal {
  const { catalog, table, key } = target;
  const partings = new Partings(catalog, facts);
  const parted = partings.key(table, key);
  if ("refused" in parted) return parted;
  const others = keysTo(target).map(({ from, key: foreign }) => partings.foreignKey(from, foreign));
  const refused = others.find((each) => "refused" in each);
  if (refused !== undefined) return refused;
  const name = partings.spelling.name(table);
  return inPhases({
    what: nameOfKey(target),
    partings: others.flatMap((each) => ("refused" in each ? [] : [each])),
    proofs: parted.proofs,
    finish: { ...parted.step, suffix: "finish" },
    deployBefore: versionWithout({ catalog, table, columns: columnsOf(target), name: key.name }),
    stop: undefined,
    preconditions: [
      {
        label: `${nameOfKey(target)} is there`,
        query:
          sql`SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass(${literal(name.text)}) AND conname = ${literal(key.name)})`
            .text,
      },
    ],
  });
}

function columnsOf({ table, key }: KeyTarget): readonly string[] {
  return key.columns.map((number) => table.columns.find((each) => each.number === number)?.name ?? "");
}
