import type { Catalog } from "../catalog/catalog.ts";
import { isAssumed } from "../catalog/ids.ts";
import { truncateName } from "../sql/fragment.ts";
import { blocksWrites } from "../interpret/locks.ts";
import { changesManyRows, copiesManyRows } from "../timeline/bulk.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { furtherLocks } from "../timeline/furtherLocks.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { cutObstacle } from "./support/cutObstacle.ts";

export const ownMigration = defineRecipe({
  id: "own-migration",
  title: "Go on in a migration of its own, once the transaction before it has ended",
  kind: "quickfix",
  divides: true,
  summary:
    "The statement and all that stands behind it become the next migration, so that the locks of the statements before it end before it works or waits for others; what undoes them in the down moves with them. Others see the state in between, and it stays where the second migration fails. Where that would lose writes, or leave something switched off meanwhile, there is no such plan.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN note text;\nALTER TABLE orders ADD COLUMN note text;",
    },
    {
      before: "CREATE TABLE products (id bigint PRIMARY KEY, price numeric);",
      bad: "ALTER TABLE products ADD CONSTRAINT price_positive CHECK (price > 0) NOT VALID;\nALTER TABLE products VALIDATE CONSTRAINT price_positive;",
    },
  ],
  standsFor: firstBlocked,
  applies: isInTheWay,
  plan(facts) {
    if (!isInTheWay(facts))
      return { refused: "No statement before this one holds a lock while it works or waits." };
    const refused = cutObstacle(facts);
    if (refused !== undefined) return { refused };
    return {
      recipe: "own-migration",
      title: "Go on in a migration of its own, after the locks before it have ended",
      name: truncateName(nextName(nameOf(facts))),
      steps: [
        {
          phase: "migrate",
          title: "What stood behind statements whose locks would have been held meanwhile",
          transaction: "own",
          up: [facts.statement.statement.text],
          down: [],
        },
      ],
      pending: [],
      takesRest: true,
    };
  },
  isInverse: () => false,
});

function isInTheWay({ section, statement }: RecipeFacts): boolean {
  const [first] = section.statements;
  if (first?.span.start === statement.span.start || section.direction === "down") return false;
  return [...statement.entries].some(([major, entry]) => {
    const start = first?.entries.get(major)?.before;
    return needsCommit(entry) || furtherLocks(entry, (id) => existedIn(start, id)) !== undefined;
  });
}

function existedIn(start: Catalog | undefined, id: string): boolean {
  return isAssumed(id) || start?.get("relation", id) !== undefined;
}

/** For a statement that takes a lock: the first one behind it that works while the lock is held. */
function firstBlocked(facts: RecipeFacts): AnalysedStatement | undefined {
  if (isInTheWay(facts)) return undefined;
  const { section, statement } = facts;
  const ids = new Set(
    [...statement.entries.values()].flatMap(({ effects }) =>
      effects.locks.filter(({ mode }) => blocksWrites(mode)).map(({ relation }) => relation.id),
    ),
  );
  if (ids.size === 0) return undefined;
  const at = section.statements.findIndex(({ span }) => span.start === statement.span.start);
  const behind = section.statements.slice(at + 1);
  const blocked = behind.findIndex(({ entries }) =>
    [...entries.values()].some(
      (entry) => needsCommit(entry) && entry.held.some(({ relation }) => ids.has(relation.id)),
    ),
  );
  // To end the locks sooner, where others are to be waited for, does both: what is cut off later could not come between.
  const sooner = behind
    .slice(0, Math.max(blocked, 0))
    .find((each) => isInTheWay({ ...facts, statement: each }));
  const isFree = sooner !== undefined && cutObstacle({ ...facts, statement: sooner }) === undefined;
  return isFree ? sooner : behind[blocked];
}

/** Whether it works while earlier locks keep writers waiting, or uses what counts only after a COMMIT. */
function needsCommit(entry: TimelineEntry): boolean {
  const { effects, held } = entry;
  if (effects.fails?.sqlstate === "55P04") return true;
  const isBlocked = held.some(({ mode }) => blocksWrites(mode));
  return (
    isBlocked && (effects.work.length > 0 || changesManyRows(entry) || copiesManyRows(entry, () => true))
  );
}

function nameOf({ section }: RecipeFacts): string {
  const file = section.path.slice(section.path.lastIndexOf("/") + 1);
  return file.replace(/(\.up)?\.[^.]*$/, "").replace(/^[VU]?[\d_-]+/, "");
}

/** `x`, `x_then`, `x_then_2`, `x_then_3` … */
function nextName(name: string): string {
  const [, first = name, count] = /^(.*)_then(?:_(\d+))?$/.exec(name) ?? [];
  return first === name ? `${name}_then` : `${first}_then_${Number(count ?? "1") + 1}`;
}
