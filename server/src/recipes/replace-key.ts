import type { Catalog } from "../catalog/catalog.ts";
import type { Index, Table } from "../catalog/relations.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { ident, qualified, truncateName, type Sql } from "../sql/fragment.ts";
import { addsKey, buildsKey, keyBehind } from "./drop/keyAgain.ts";
import { swapObstacle } from "./drop/keyObstacles.ts";
import { keyTarget, nameOfKey, type KeyTarget } from "./drop/targetKey.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal, type Step } from "./recipe.ts";
import { constraintAdded, soleKey } from "./support/added.ts";
import { indexCreatedBy } from "./support/createdIndex.ts";
import { FreeNames } from "./support/freeName.ts";
import { createIndexSql, ownNames } from "./support/indexSql.ts";
import { buildStep, dropAfterwards, dropConcurrently, takeOver } from "./support/indexSteps.ts";
import { nullableKeyColumns } from "./support/keyColumns.ts";
import { hasKey, usingIndexSql, type Key } from "./support/keySql.ts";
import { dropsConstraint } from "./support/notValid.ts";
import { tableSql } from "./support/partitions.ts";
import { sameColumns } from "./support/sameColumns.ts";
import { catalogOf } from "./support/subject.ts";

export const replaceKey = defineRecipe({
  id: "replace-key",
  title: "Build the new key's index first, then change one key for the other at once",
  kind: "quickfix",
  summary:
    "For a primary key or unique constraint that is dropped and added anew in one file: the new key's unique index is built CONCURRENTLY while the old key stands, and then one statement, under a lock that is held only briefly, drops the old key and makes the index the new one, so that there is never no key. The down does the same the other way round. Running versions that insert ON CONFLICT on the old columns fail from the change on, as they would with the original: deploy one that does not first.",
  examples: [
    {
      before: "CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL, line integer NOT NULL);",
      bad: "ALTER TABLE lines DROP CONSTRAINT lines_pkey; ALTER TABLE lines ADD PRIMARY KEY (order_id, line);",
    },
  ],
  standsFor: keyBehind,
  applies: (facts) =>
    facts.section.direction === "up" && soleKey(facts) !== undefined && dropBefore(facts) !== undefined,
  plan,
  isInverse: dropsConstraint,
  restoresPart(candidate, facts) {
    const drop = dropBefore(facts);
    const target = drop === undefined ? undefined : keyTarget({ ...facts, statement: drop });
    if (target === undefined || "refused" in target) return false;
    return addsKey(candidate, target) || buildsKey(candidate, target);
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
  const target = drop === undefined ? undefined : keyTarget({ ...facts, statement: drop });
  if (drop === undefined || target === undefined)
    return { refused: "No statement of this file drops a key before." };
  if ("refused" in target) return target;
  const refused = swapObstacle(target, { ...facts, statement: drop });
  return refused === undefined ? planOf(target, drop, facts) : { refused };
}

function planOf(old: KeyTarget, drop: AnalysedStatement, facts: RecipeFacts): Plan | Refusal {
  const added = constraintAdded(facts);
  const index = indexCreatedBy(facts);
  const before = catalogOf(facts);
  if (added === undefined || index === undefined || before === undefined)
    return { refused: "This statement would fail, so there is nothing to make safe." };
  const open = added.constraint.kind === "primary-key" ? nullableKeyColumns(old.table, index) : "";
  if (open !== "")
    return {
      refused: `PRIMARY KEY makes ${open} NOT NULL, which scans the table while nobody can use it. Make ${open} NOT NULL first.`,
    };
  const steps = stepsOf(old, { ...added, index, before }, facts);
  return "refused" in steps
    ? steps
    : {
        recipe: "replace-key",
        title: `Replace the key ${nameOfKey(old)} while reads and writes go on`,
        name: truncateName(`replace_${old.key.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
        takes: [drop],
        steps: facts.tool.hasDown ? steps : steps.slice(0, 2),
        pending: [],
      };
}

/** The key that comes, with its index and the catalog before it. */
interface NewKey {
  readonly table: Table;
  readonly constraint: Key;
  readonly index: Index;
  readonly before: Catalog;
}

function stepsOf(old: KeyTarget, added: NewKey, facts: RecipeFacts): readonly Step[] | Refusal {
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
  const isNamedSo = old.key.name === added.constraint.name;
  const remark =
    isNamedSo && sameColumns(old.index, added.index)
      ? ""
      : "-- lockkeeper-ignore drops-key: another key takes its place in the same statement\n";
  // Only the next migration's down builds the index: by itself, this one's is known to fail.
  const alone = isNamedSo ? "" : `-- lockkeeper-ignore fails-on-target: ${downFirst}\n`;
  const back = swapSql(
    added.constraint.name,
    aside,
    { table, constraint: old.key, index: old.index },
    downFirst,
  );
  return [
    buildStep(`Build the new key's index as ${beside}`, newIndex, forward, { suffix: "build" }),
    {
      phase: "contract",
      title: "Drop the old key and add the new one at once",
      suffix: "change",
      transaction: "own",
      up: [remark + swapSql(old.key.name, beside, added)],
      down: [alone + back],
      deployBefore: `a version of the application that does not INSERT … ON CONFLICT on ${old.key.name} into ${table.name}, everywhere`,
    },
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

function besideTable({ schema }: Table, name: string): Sql {
  return qualified(schema === "public" ? undefined : schema, name);
}

const downFirst = "The down begins with the next migration: go up once more, and back from there.";

/** One key for the other, of which the index is there. */
function swapSql(
  from: string,
  by: string,
  { table, constraint, index }: Omit<NewKey, "before">,
  first?: string,
): string {
  const on = tableSql(table);
  const swap = `ALTER TABLE ${on.text} DROP CONSTRAINT IF EXISTS ${ident(from).text},
      ADD CONSTRAINT ${ident(constraint.name).text} ${usingIndexSql(constraint, by)}`;
  return takeOver(besideTable(table, by), swap, hasKey(on, table.columns, constraint, index), first);
}
