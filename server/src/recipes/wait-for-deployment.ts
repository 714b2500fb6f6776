import type { AnalysedStatement } from "../rules/rule.ts";
import type { Statement } from "../sql/statement.ts";
import {
  defineRecipe,
  type LaterStatement,
  type PendingPhase,
  type Plan,
  type RecipeFacts,
  type Refusal,
} from "./recipe.ts";
import { placeOf, worksOnRows } from "./support/laterWork.ts";
import { recallPhase, rememberPhase } from "./support/rememberedPhase.ts";
import { rolloutId } from "./support/rolloutId.ts";
import { setsSearchPath } from "./support/subject.ts";
import { foldedOn, waysBack } from "./support/waysBack.ts";
import { waitingAt } from "./wait/waiting.ts";
import { anyDrop, dropOf } from "./wait/waitingDrop.ts";
import type { Waiting } from "./wait/whatWaits.ts";

export const waitForDeployment = defineRecipe({
  id: "wait-for-deployment",
  title: "Let the statement wait until no running version is broken by it",
  kind: "refactor.rewrite",
  summary:
    "Nothing is done now: dropping a default, NOT NULL, a trigger, a view, a function or a type breaks the version that runs, and loses nothing by coming later. The statement waits as a rollout that says which version must be everywhere first; finishing that writes it, with its way back and a limited wait, as a migration of its own. What is dropped behind it and needs it gone, such as a trigger's function, waits with it. Not where later statements work on the table's rows and would do something else meanwhile.",
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
  ],
  applies: (facts) =>
    facts.section.direction === "up" && !facts.endsRollout && waitingAt(facts) !== undefined,
  plan,
  isInverse: (candidate, facts) => waitingAt(facts)?.isUndoneBy(candidate) === true,
  restoresPart: (candidate, facts) => goingWith(facts).some((each) => each.isUndoneBy(candidate)),
  resume: recallPhase,
});

/** What waits, and the statement of the file that says so. */
interface Later extends Waiting {
  readonly statement: AnalysedStatement;
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const waiting = waitingAt(facts);
  if (waiting === undefined) return { refused: "This statement breaks no running version by itself." };
  const refused = obstacle(waiting, facts);
  if (refused !== undefined) return { refused };
  const all = [{ ...waiting, statement: facts.statement }, ...goingWith(facts)];
  const pending = contract(all, facts);
  if ("refused" in pending) return pending;
  const id = rolloutId(...waiting.words);
  return {
    recipe: "wait-for-deployment",
    title: `Drop ${waiting.what} once no running version is broken by that`,
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
  if (table === undefined) return undefined;
  const later = facts.later();
  const worker = later.find((each) => worksOnRows(each, table.id));
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

/** All of them in one transaction, in the order of the file. */
function contract(all: readonly Later[], facts: RecipeFacts): PendingPhase | Refusal {
  const [first] = all;
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
        title: `Drop ${first?.what ?? ""}`,
        suffix: "finish",
        transaction: "own",
        up: all.map(({ rule, text }) =>
          rule === undefined
            ? text
            : `-- lockkeeper-ignore ${rule}: no running version is broken by it\n${text}`,
        ),
        down,
        deployBefore: versions.join("; "),
      },
    ],
    preconditions: all.flatMap(({ isThere }) => isThere ?? []),
  };
}
