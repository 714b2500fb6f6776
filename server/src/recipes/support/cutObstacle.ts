import type { Catalogs } from "../history.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { differencesFromBoth } from "../verify/otherEnd.ts";
import { quotedStart } from "../../timeline/words/quoted.ts";
import type { RecipeFacts } from "../recipe.ts";
import { unguardedMeanwhile } from "./unguarded.ts";
import { readsOrWritesRows } from "./laterWork.ts";

/** Why a section cannot end before a statement and go on in another migration, in the words of the user. */
export function cutObstacle(facts: RecipeFacts): string | undefined {
  const { section, statement, tool } = facts;
  if (section.transaction === "all-pending")
    return `${tool.label} runs all pending migrations in one transaction, so a migration of its own would not end the one before. Run each in a transaction of its own first.`;
  const { statements } = section;
  const at = statements.findIndex(({ span }) => span.start === statement.span.start);
  const before = statements.slice(0, at);
  const own = statements.find(({ statement: { kind } }) => kind === "TransactionStmt");
  if (own !== undefined)
    return `The file begins and ends transactions itself (${quoted(own)}), so it must be divided there by hand.`;
  const onPurpose = before.find(({ statement: { kind } }) => kind === "LockStmt");
  if (onPurpose !== undefined)
    return `${quoted(onPurpose)} holds its lock on purpose, for what comes after it. Without that lock others could write in between.`;
  const session = before.find((each) => leavesBehind(each) && !isSet(each));
  if (session !== undefined)
    return `${quoted(session)} is there for this session alone, and another migration would not have it.`;
  return halvesObstacle(facts, at);
}

/** Why others must not see a section between its statement of that number and the one before, in the words of the user. */
export function halvesObstacle(facts: RecipeFacts, at: number): string | undefined {
  const { statements } = facts.section;
  return (
    lostWrites(statements, at) ??
    missedWrites(statements, at) ??
    missingMeanwhile(facts, at) ??
    unguardedMeanwhile(statements, at)
  );
}

/** What a SET has set; it can be repeated in another file. */
export function isSet({ statement: { kind } }: AnalysedStatement): boolean {
  return kind === "VariableSetStmt";
}

/** Settings, temporary objects, prepared statements and cursors end with the session, or with its transaction. */
function leavesBehind(statement: AnalysedStatement): boolean {
  if (["PrepareStmt", "DeclareCursorStmt"].includes(statement.statement.kind)) return true;
  return entriesOf(statement).some(({ outcome }) =>
    outcome.changes.some((change) => {
      if (change.collection === "relation") return change.value?.persistence === "temporary";
      // Each migration limits its wait by itself.
      if (change.key === "lock_timeout") return false;
      // What the model notes of the session besides its settings has names of several words.
      return ["setting", "localSetting"].includes(change.collection) && !change.key.includes(" ");
    }),
  );
}

/**
 * What is dropped behind the cut may have been copied in the same file: the locks kept others from writing to it
 * meanwhile, and without them a write after the copy would go with it.
 */
function lostWrites(statements: readonly AnalysedStatement[], at: number): string | undefined {
  for (const each of statements.slice(at)) {
    for (const { effects } of entriesOf(each))
      for (const { relation, loses } of effects.destroys) {
        if (relation === undefined || loses !== "data") continue;
        // A DELETE takes whole rows, which only what reads them for another table has kept.
        const keeps = each.statement.kind === "DeleteStmt" ? onlyReads : worksOn;
        const copy = statements.find((other) => other !== each && keeps(other, relation.id));
        if (copy !== undefined)
          return `${quoted(each)} takes data from ${relation.name} that ${quoted(copy)} reads or writes. Others could write to it between two migrations, and that would be lost.`;
      }
  }
  return undefined;
}

/** A trigger goes on from where a copy ended: what is written between the two would be in neither. */
function missedWrites(statements: readonly AnalysedStatement[], at: number): string | undefined {
  const triggers = statements.slice(at).filter(({ statement: { kind } }) => kind === "CreateTrigStmt");
  for (const trigger of triggers) {
    const ids = entriesOf(trigger).flatMap(({ effects }) => effects.locks.map(({ relation }) => relation.id));
    const copy = statements.slice(0, at).find((each) => ids.some((id) => worksOn(each, id)));
    if (copy !== undefined)
      return `${quoted(copy)} reads or writes rows that ${quoted(trigger)} is about. What others write between two migrations would be in neither.`;
  }
  return undefined;
}

function worksOn(statement: AnalysedStatement, id: string): boolean {
  return (
    readsOrWritesRows.has(statement.statement.kind) &&
    entriesOf(statement).some(({ outcome }) =>
      outcome.effects.locks.some(({ relation }) => relation.id === id),
    )
  );
}

function onlyReads(statement: AnalysedStatement, id: string): boolean {
  return (
    worksOn(statement, id) &&
    entriesOf(statement).every(({ effects }) =>
      effects.locks.every(({ relation, mode }) => relation.id !== id || mode === "ACCESS SHARE"),
    )
  );
}

/** What is there before and after the file, or is replaced by it, and would be gone or another between its halves. */
function missingMeanwhile({ section: { statements }, grammar }: RecipeFacts, at: number): string | undefined {
  const start = catalogs(statements[0], ({ before }) => before);
  const middle = catalogs(statements[at], ({ before }) => before);
  const end = catalogs(statements.at(-1), ({ after }) => after);
  const found = differencesFromBoth(start, end, middle, grammar).find(
    ({ change }) => change !== "unexpected",
  );
  if (found === undefined) return undefined;
  const { kind, name, change } = found;
  return `Between the two migrations ${kind} ${name} would be ${change === "missing" ? "missing" : "another"}, for everybody.`;
}

function catalogs(
  statement: AnalysedStatement | undefined,
  which: (entry: TimelineEntry) => TimelineEntry["before"],
): Catalogs {
  return new Map([...(statement?.entries ?? [])].map(([major, entry]) => [major, which(entry)]));
}

function entriesOf({ entries }: AnalysedStatement): readonly TimelineEntry[] {
  return [...entries.values()];
}

/** The beginning of a statement, on one line. */
function quoted({ statement: { text } }: AnalysedStatement): string {
  return quotedStart(text);
}
