import type { AnalysedStatement } from "../rules/rule.ts";
import type { Statement } from "../sql/statement.ts";
import {
  defineRecipe,
  type LaterStatement,
  type PendingPhase,
  type Plan,
  type RecipeFacts,
  type Refusal,
  type Step,
} from "./recipe.ts";
import { placeOf, worksOnRows } from "./support/laterWork.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { setsSearchPath } from "./support/subject.ts";
import { foldedOn, waysBack } from "./support/waysBack.ts";
import { overloadObstacle } from "./wait/overloads.ts";
import { waitingAt } from "./wait/waiting.ts";
import { waitingRights } from "./wait/waitingRights.ts";
import { anyDrop, dropOf } from "./wait/waitingDrop.ts";
import type { Waiting } from "./wait/whatWaits.ts";
import { isOfCatalog } from "./transition/aboutOtherColumns.ts";

export const waitForDeployment = defineRecipe({
  id: "wait-for-deployment",
  title: "Let the statement wait until no running version is broken by it",
  kind: "refactor.rewrite",
  summary:
    "Nothing is done now: dropping a default, NOT NULL, a trigger, a view, a function or a type, revoking privileges, enabling row security or giving a table another owner breaks the version that runs, and loses nothing by coming later. The statement waits as a rollout that says which version must be everywhere first; finishing that writes it, with its down and a limited wait, as a migration of its own. What is dropped behind it and needs it gone, such as a trigger's function, waits with it; so do all statements of the file that take rights away, each in a transaction of its own where the tool can. Until then whoever had the rights keeps them. Not where later statements work on the table's rows and would do something else meanwhile.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, country text NOT NULL DEFAULT 'NL');",
      bad: "ALTER TABLE users ALTER COLUMN country DROP DEFAULT;",
    },
    {
      before:
        "CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE FUNCTION fold_name() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := lower(NEW.name); RETURN NEW; END'; CREATE TRIGGER users_fold_name BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fold_name();",
      bad: "DROP TRIGGER users_fold_name ON users; DROP FUNCTION fold_name();",
    },
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ENABLE ROW LEVEL SECURITY; ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
    },
  ],
  applies: (facts) =>
    facts.section.direction === "up" && !facts.endsRollout && waitingAt(facts) !== undefined,
  plan,
  isInverse: (candidate, facts) => waitingAt(facts)?.isUndoneBy(candidate) === true,
  restoresPart: (candidate, facts) =>
    [...goingWith(facts), ...waitingAlike(facts)].some((each) => each.isUndoneBy(candidate)),
  resume: recallPhase,
});

/** What waits, and the statement of the file that says so. */
interface Later extends Waiting {
  readonly statement: AnalysedStatement;
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const waiting = waitingAt(facts);
  if (waiting === undefined) return { refused: "This statement breaks no running version by itself." };
  const first = [{ ...waiting, statement: facts.statement }, ...goingWith(facts)];
  const others = waitingAlike(facts);
  const refused = [waiting, ...others].flatMap((each) => obstacle(each, facts) ?? [])[0];
  if (refused !== undefined) return { refused };
  const all = [...first, ...others];
  const pending = contract(all, facts, others.length > 0 ? "none" : "own");
  if ("refused" in pending) return pending;
  const id = rolloutId(...waiting.words);
  return {
    recipe: "wait-for-deployment",
    title: `${deed(waiting)} once no running version is broken by that`,
    name: id,
    rollout: { id, state: rememberPhase(pending) },
    steps: [],
    pending: [pending],
    takes: all.slice(1).map(({ statement }) => statement),
  };
}

function obstacle({ table, what, rule }: Waiting, facts: RecipeFacts): string | undefined {
  if (setsSearchPath(facts))
    return "The file sets a search_path, which the migration that this would come to lacks. Write the names with their schemas first.";
  if (table === undefined) return overloadObstacle(facts);
  const later = facts.later();
  const worker = later.find((each) => worksOnRows(each, table.id) && !isOfCatalog(each));
  if (worker !== undefined)
    return `${placeOf(worker, facts)} works on rows of ${table.name}, and ${what} would still be there. Move it to a migration that comes once the rollout is finished.`;
  const isOnTable = ({ entries }: LaterStatement): boolean =>
    [...entries.values()].some(({ outcome }) => outcome.changes.some(({ key }) => key === table.id));
  const other = rule === "disables-triggers" ? later.find(isOnTable) : undefined;
  return other === undefined
    ? undefined
    : `${placeOf(other, facts)} changes ${table.name}, and ${what} would still fire on it, with a body that may not fit any more. Move it to a migration that comes once the rollout is finished.`;
}

/** Later statements of the file that drop what still needs what waits. */
function goingWith(facts: RecipeFacts): readonly Later[] {
  const { section, statement } = facts;
  const behind = section.statements.filter(({ span }) => span.start > statement.span.start);
  const drops = behind.filter((each) => dropOf(each.statement) !== undefined);
  if (drops.length === 0) return [];
  const without = foldedOn(
    facts,
    behind.map((each) => each.statement.text),
  );
  const needsIt = (each: AnalysedStatement): boolean =>
    without[behind.indexOf(each)]?.outcome.effects.fails?.sqlstate === "2BP01";
  return drops.filter(needsIt).flatMap((each) => {
    const waiting = anyDrop({ ...facts, statement: each });
    return waiting === undefined ? [] : [{ ...waiting, statement: each }];
  });
}

/**
 * Later statements of the file that take rights away as well wait for the same deployment, where each can have a
 * transaction of its own, and so lock its own table alone.
 */
function waitingAlike(facts: RecipeFacts): readonly Later[] {
  if (!facts.tool.canAutocommit || waitingAt(facts)?.rule !== "revokes-access") return [];
  const { section, statement } = facts;
  return section.statements
    .filter(({ span }) => span.start > statement.span.start)
    .flatMap((each) => {
      const waiting = waitingRights({ ...facts, statement: each });
      return waiting === undefined ? [] : [{ ...waiting, statement: each }];
    });
}

function deed({ does, what }: Pick<Waiting, "does" | "what">): string {
  return does ?? `Drop ${what}`;
}

/** All of them in one migration, in the order of the file. */
function contract(
  all: readonly Later[],
  facts: RecipeFacts,
  transaction: Step["transaction"],
): PendingPhase | Refusal {
  const [first] = all;
  const limit = (list: readonly string[]): readonly string[] =>
    transaction === "none" && list.length > 0
      ? [`SET lock_timeout = '${facts.lockTimeout}'`, ...list, "RESET lock_timeout"]
      : list;
  const texts = all.map(({ text }) => text);
  const backs = waysBack(facts, texts);
  const down: string[] = [];
  for (const [index, each] of all.entries()) {
    const own = facts.undoing.find((candidate: Statement) => each.isUndoneBy(candidate))?.text;
    const made = backs[index];
    if (own !== undefined) down.unshift(own);
    else if (made !== undefined && !("refused" in made)) down.unshift(...made.statements);
    else if (facts.undoing.length > 0)
      return { refused: `${each.what} could not be made again: ${made?.refused ?? "unknown"}.` };
  }
  const versions = all.flatMap(({ rule, version }) => (rule === undefined ? [] : [version]));
  return {
    phase: "contract",
    steps: [
      {
        phase: "contract",
        title: first === undefined ? "Nothing waits" : deed(first),
        suffix: "finish",
        transaction,
        up: limit(
          all.map(({ rule, text }) =>
            rule === undefined
              ? text
              : `-- lockkeeper-ignore ${rule}: no running version is broken by it\n${text}`,
          ),
        ),
        down: limit(down),
        deployBefore: versions.join("; "),
      },
    ],
    preconditions: all.flatMap(({ isThere }) => isThere ?? []),
  };
}
