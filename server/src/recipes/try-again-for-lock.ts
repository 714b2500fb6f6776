import { blocksWrites } from "../interpret/locks.ts";
import { truncateName } from "../sql/fragment.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { givingWay } from "./support/givingWay.ts";
import { entryOf } from "./support/subject.ts";

export const tryAgainForLock = defineRecipe({
  id: "try-again-for-lock",
  title: "Wait for the lock a tenth of a second at a time, and try again in between",
  kind: "quickfix",
  mitigates: true,
  summary:
    "For a statement that is done at once when it has its lock, such as CREATE TRIGGER, CREATE POLICY, ADD COLUMN: in a DO block that gives up after a tenth of a second, lets those go on who queued behind it, and tries again a tenth of a second later, for a minute. Nothing is held between two tries. A long query or an open transaction then delays the migration alone, and not the whole application. It must be the first statement of its transaction that locks anything.",
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;",
      bad: "CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();",
    },
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, owner name);",
      bad: "CREATE POLICY own ON orders USING (owner = current_user);",
    },
  ],
  applies: (facts) => everyEntry(facts, waitsBriefly) && standsInBody(facts),
  plan,
  isInverse: () => false,
});

function plan(facts: RecipeFacts): Plan | Refusal {
  const entry = entryOf(facts);
  if (entry === undefined) return { refused: "The statement takes no lock." };
  const { fails } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const [first] = facts.section.statements;
  const start = first && entryOf({ ...facts, statement: first })?.before;
  const held = entry.held.find(
    ({ mode, relation }) => blocksWrites(mode) && start?.get("relation", relation.id) !== undefined,
  );
  if (held !== undefined)
    return {
      refused: `An earlier statement of the transaction has locked ${held.relation.name}, which would stay locked while this one is tried for. Put this into a migration of its own.`,
    };
  const { text } = facts.statement.statement;
  const done = text.includes("--") ? `${text}\n` : text;
  return {
    recipe: "try-again-for-lock",
    title: "Try for the lock a tenth of a second at a time",
    name: truncateName("try_for_lock"),
    steps: [
      {
        phase: "expand",
        title: "Try for the lock again and again, so that nobody waits long behind it",
        transaction: "same",
        up: [givingWay({ locked: [], statements: [done], restoresLimit: true })],
        down: [],
      },
    ],
    pending: [],
  };
}

/** Locks that stop writes, with nothing to do once they are granted. */
function waitsBriefly({ effects: { locks, work, waits }, held }: TimelineEntry): boolean {
  return (
    locks.some((lock) => blocksWrites(lock.mode) && !held.has(lock)) &&
    work.length === 0 &&
    waits.length === 0
  );
}

function everyEntry({ statement }: RecipeFacts, is: (entry: TimelineEntry) => boolean): boolean {
  return statement.entries.size > 0 && [...statement.entries.values()].every(is);
}

/** Kinds of DDL that a body of PL/pgSQL takes as they are. */
const inBodies: ReadonlySet<string> = new Set([
  "AlterTableStmt",
  "CreateTrigStmt",
  "CreatePolicyStmt",
  "AlterPolicyStmt",
  "DropStmt",
  "RenameStmt",
  "AlterObjectSchemaStmt",
  "RuleStmt",
]);

function standsInBody({ section, statement: { statement } }: RecipeFacts): boolean {
  return section.direction === "up" && inBodies.has(statement.kind);
}
