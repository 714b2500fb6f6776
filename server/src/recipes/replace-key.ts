import type { Catalog } from "../catalog/catalog.ts";
import { isTable, type Index } from "../catalog/relations.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { truncateName } from "../sql/fragment.ts";
import { addsKey, buildsKey } from "./drop/keyAgain.ts";
import { swapObstacle } from "./drop/keyObstacles.ts";
import {
  idleDrops,
  keyBehind,
  replacedKey,
  uniqueIndexMadeBy,
  type ReplacedKey,
} from "./drop/replacedKey.ts";
import { besideTable, swapSql, type SwappedKey } from "./drop/swapKey.ts";
import { nameOfKey } from "./drop/targetKey.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal, type Step } from "./recipe.ts";
import { constraintAdded, soleKey } from "./support/added.ts";
import { indexCreatedBy, isIndexOf } from "./support/createdIndex.ts";
import { FreeNames } from "./support/freeName.ts";
import { createIndexSql, ownNames } from "./support/indexSql.ts";
import { buildStep, dropAfterwards, dropConcurrently } from "./support/indexSteps.ts";
import { nullableKeyColumns } from "./support/keyColumns.ts";
import { dropsConstraint } from "./support/notValid.ts";
import { sameColumns } from "./support/sameColumns.ts";
import { catalogOf } from "./support/subject.ts";

export const replaceKey = defineRecipe({
  id: "replace-key",
  title: "Build the new key's index first, then change one key for the other at once",
  kind: "quickfix",
  summary:
    "For a primary key or unique constraint that is dropped and added anew in one file, or a unique constraint and a unique index of its name that take each other's place: the new key's unique index is built CONCURRENTLY while the old key stands, and then one statement, under a lock that is held only briefly, drops the old key and makes the index the new one, so that there is never no key. The down does the same the other way round. Running versions that insert ON CONFLICT on the old columns fail from the change on, as they would with the original: deploy one that does not first.",
  examples: [
    {
      before: "CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL, line integer NOT NULL);",
      bad: "ALTER TABLE lines DROP CONSTRAINT lines_pkey; ALTER TABLE lines ADD PRIMARY KEY (order_id, line);",
    },
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);",
      bad: "ALTER TABLE users DROP CONSTRAINT users_email_key; CREATE UNIQUE INDEX users_email_key ON users (email);",
    },
  ],
  standsFor: keyBehind,
  applies: (facts) =>
    facts.section.direction === "up" &&
    (soleKey(facts) !== undefined || uniqueIndexMadeBy(facts.statement.statement) !== undefined) &&
    dropBefore(facts) !== undefined,
  plan,
  isInverse: (candidate, facts) =>
    uniqueIndexMadeBy(facts.statement.statement) === undefined
      ? dropsConstraint(candidate, facts)
      : isIndexOf(candidate, facts),
  restoresPart(candidate, facts) {
    const drop = dropBefore(facts);
    const old = drop === undefined ? undefined : replacedKey({ ...facts, statement: drop });
    if (old === undefined || "refused" in old) return false;
    return (old.isConstraint && addsKey(candidate, old)) || buildsKey(candidate, old);
  },
});

/** The statement before it that drops the key in whose place this one comes. */
function dropBefore(facts: RecipeFacts): AnalysedStatement | undefined {
  const { section, statement } = facts;
  return section.statements.findLast(
    (each) =>
      each.span.start < statement.span.start && keyBehind({ ...facts, statement: each }) === statement,
  );
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const drop = dropBefore(facts);
  const old = drop === undefined ? undefined : replacedKey({ ...facts, statement: drop });
  if (drop === undefined || old === undefined)
    return { refused: "No statement of this file drops a key before." };
  if ("refused" in old) return old;
  const refused = swapObstacle(old, drop, facts);
  return refused === undefined ? planOf(old, drop, facts) : { refused };
}

function planOf(old: ReplacedKey, drop: AnalysedStatement, facts: RecipeFacts): Plan | Refusal {
  const added = newKey(facts);
  if ("refused" in added) return added;
  const open = added.key.kind === "primary-key" ? nullableKeyColumns(old.table, added.index) : "";
  if (open !== "")
    return {
      refused: `PRIMARY KEY makes ${open} NOT NULL, which scans the table while nobody can use it. Make ${open} NOT NULL first.`,
    };
  const steps = stepsOf(old, added, facts);
  return "refused" in steps
    ? steps
    : {
        recipe: "replace-key",
        title: `Replace the key ${nameOfKey(old)} while reads and writes go on`,
        name: truncateName(`replace_${old.key.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
        takes: [drop, ...idleDrops(facts, drop, old)],
        steps: facts.tool.hasDown ? steps : steps.slice(0, 2),
        pending: [],
      };
}

/** What the statement makes: a constraint, or a unique index by itself. */
function newKey(facts: RecipeFacts): NewKey | Refusal {
  const index = indexCreatedBy(facts);
  const before = catalogOf(facts);
  const made = uniqueIndexMadeBy(facts.statement.statement);
  const added = made === undefined ? constraintAdded(facts) : undefined;
  const table = added?.table ?? before?.get("relation", index?.table ?? "");
  if (index === undefined || before === undefined || !isTable(table) || (made ?? added) === undefined)
    return { refused: "This statement would fail, so there is nothing to make safe." };
  if ((made?.tableSpace ?? "") !== "")
    return {
      refused:
        "The index names a TABLESPACE. Build it there CONCURRENTLY under another name, then drop the old key and rename the index in one transaction.",
    };
  const { name } = index;
  const key = added?.constraint ?? { name, kind: "unique", deferrable: false, initiallyDeferred: false };
  return { table, key, index, before, isConstraint: added !== undefined };
}

/** The key that comes, with the catalog before it. */
interface NewKey extends SwappedKey {
  readonly before: Catalog;
}

function stepsOf(old: ReplacedKey, added: NewKey, facts: RecipeFacts): readonly Step[] | Refusal {
  const { table } = old;
  const free = new FreeNames(facts);
  const [beside, aside] = ["_new_key", "_old_key"].map((suffix) =>
    free.choose(table.name, suffix, { of: "relation" }),
  );
  if (beside === undefined || aside === undefined) return { refused: "The keys have no names." };
  const [newIndex, oldIndex] = [besideTable(table, beside), besideTable(table, aside)];
  const build = (key: Index, catalog: Catalog, name: string) => {
    const names = ownNames(key, catalog, facts.grammar);
    return names && createIndexSql(key, { ...names, name, index: besideTable(table, name) });
  };
  const forward = build(added.index, added.before, beside);
  const backward = build(old.index, old.catalog, aside);
  if (forward === undefined || backward === undefined)
    return { refused: "The columns of the key cannot be written down again." };
  return [
    buildStep(`Build the new key's index as ${beside}`, newIndex, forward, { suffix: "build" }),
    change(old, added, { beside, aside }),
    dropAfterwards(
      {
        title: "Nothing any more; the down begins here, by building the old key's index again",
        suffix: "back",
      },
      dropConcurrently(oldIndex),
      backward,
    ),
  ];
}

const downFirst = "The down begins with the next migration: go up once more, and back from there.";

function change(old: ReplacedKey, added: NewKey, names: { beside: string; aside: string }): Step {
  const isNamedSo = old.key.name === added.key.name;
  const isSame = isNamedSo && sameColumns(old.index, added.index);
  const remark =
    isSame && old.isConstraint && added.isConstraint
      ? ""
      : "-- lockkeeper-ignore drops-key: another key takes its place in the same statement\n";
  // Only the next migration's down builds the index: by itself, this one's is known to fail.
  const alone = isNamedSo ? "" : `-- lockkeeper-ignore fails-on-target: ${downFirst}\n`;
  return {
    phase: "contract",
    title: "Drop the old key and add the new one at once",
    suffix: "change",
    transaction: "own",
    up: [remark + swapSql(old, added, names.beside)],
    down: [alone + swapSql(added, old, names.aside, downFirst)],
    ...needsDeployment(old, added, isSame),
  };
}

/** What must not run any more when the new key takes the place of the old one. */
function needsDeployment(old: ReplacedKey, added: NewKey, isSame: boolean): Pick<Step, "deployBefore"> {
  // ON CONFLICT without a predicate finds no partial index, and nothing that is checked later.
  const servesAll = isSame && added.index.predicate === undefined && !added.key.deferrable;
  if (old.key.deferrable || (servesAll && old.isConstraint === added.isConstraint)) return {};
  const upsert = `INSERT … ON CONFLICT ${servesAll ? "ON CONSTRAINT" : "on"} ${old.key.name}`;
  return {
    deployBefore: `a version of the application that does not ${upsert} into ${old.table.name}, everywhere`,
  };
}
