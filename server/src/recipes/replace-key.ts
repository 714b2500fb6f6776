import type { AnalysedStatement } from "../rules/rule.ts";
import { dollarQuoted, ident, literal, qualified, sql, truncateName } from "../sql/fragment.ts";
import { addsKey, buildsKey, keyBehind } from "./drop/keyAgain.ts";
import { swapObstacle } from "./drop/keyObstacles.ts";
import { keyTarget, nameOfKey, type KeyTarget } from "./drop/targetKey.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal, type Step } from "./recipe.ts";
import { constraintAdded, soleKey } from "./support/added.ts";
import { indexCreatedBy } from "./support/createdIndex.ts";
import { FreeNames } from "./support/freeName.ts";
import { createIndexSql, ownNames } from "./support/indexSql.ts";
import { nullableKeyColumns } from "./support/keyColumns.ts";
import { usingIndexSql } from "./support/keySql.ts";
import { dropsConstraint } from "./support/notValid.ts";
import { sameColumns } from "./support/sameColumns.ts";
import { catalogOf } from "./support/subject.ts";

export const replaceKey = defineRecipe({
  id: "replace-key",
  title: "Build the new key's index first, then change one key for the other at once",
  kind: "quickfix",
  summary:
    "For a primary key or unique constraint that is dropped and added anew in one file: the new key's unique index is built CONCURRENTLY while the old key stands, and then one statement, under a lock that is held only briefly, drops the old key and makes the index the new one, so that there is never no key. The way back does the same the other way round. Running versions that insert ON CONFLICT on the old columns fail from the change on, as they would with the original: deploy one that does not first.",
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
  const { table } = old;
  const schema = table.schema === "public" ? undefined : table.schema;
  const free = new FreeNames(facts);
  const [beside, aside] = ["_new_key", "_old_key"].map((suffix) =>
    free.choose(table.name, suffix, { of: "relation" }),
  );
  const build = (key: typeof index, catalog: typeof before, name = "") => {
    const names = ownNames(key, catalog, facts.grammar);
    return names === undefined
      ? undefined
      : createIndexSql(key, { ...names, name, index: qualified(schema, name) });
  };
  const forward = build(index, before, beside);
  const backward = build(old.index, old.catalog, aside);
  if (forward === undefined || backward === undefined || beside === undefined || aside === undefined)
    return { refused: "The columns of the key cannot be written down again." };
  const name = qualified(schema, table.name).text;
  const swap = (from: string, to: typeof added.constraint, by: string): string =>
    swapSql(qualified(schema, by).text, [
      `ALTER TABLE ${name} DROP CONSTRAINT IF EXISTS ${ident(from).text}`,
      `ADD CONSTRAINT ${ident(to.name).text} ${usingIndexSql(to, by)}`,
    ]);
  const served = old.key.name === added.constraint.name && sameColumns(old.index, index);
  const remark = served
    ? ""
    : "-- lockkeeper-ignore drops-key: another key takes its place in the same statement\n";
  const drops = (other: string): string =>
    sql`DROP INDEX CONCURRENTLY IF EXISTS ${qualified(schema, other)}`.text;
  const steps: readonly Step[] = [
    {
      phase: "expand",
      title: `Build the new key's index as ${beside}; if this fails, DROP INDEX CONCURRENTLY ${ident(beside).text} before the next try: an INVALID index is left`,
      suffix: "build",
      transaction: "none",
      up: forward.once,
      down: [drops(beside)],
      repeatable: { up: forward.again, down: [drops(beside)] },
    },
    {
      phase: "contract",
      title: "Drop the old key and add the new one at once",
      suffix: "change",
      transaction: "own",
      up: [`${remark}${swap(old.key.name, added.constraint, beside)}`],
      down: [swap(added.constraint.name, old.key, aside)],
      deployBefore: `a version of the application that does not INSERT … ON CONFLICT on ${old.key.name} into ${table.name}, everywhere`,
    },
    {
      phase: "contract",
      title: "Nothing any more; the way back begins here, by building the old key's index again",
      suffix: "back",
      transaction: "none",
      up: [drops(aside)],
      down: backward.once,
      repeatable: { up: [drops(aside)], down: backward.again },
    },
  ];
  return {
    recipe: "replace-key",
    title: `Replace the key ${nameOfKey(old)} while reads and writes go on`,
    name: truncateName(`replace_${old.key.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`),
    takes: [drop],
    steps: facts.tool.hasDown ? steps : steps.slice(0, 2),
    pending: [],
  };
}

/** Run again it finds no index of that name any more, since the key has taken it over with its name. */
function swapSql(index: string, actions: readonly string[]): string {
  const body = `
BEGIN
  IF pg_catalog.to_regclass(${literal(index).text}) IS NOT NULL THEN
    ${actions.join(",\n      ")};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
