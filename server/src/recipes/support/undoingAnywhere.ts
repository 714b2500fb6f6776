import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { Catalogs } from "../history.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { differencesBetween } from "../verify/otherEnd.ts";
import { pass } from "../verify/passage.ts";
import { isSet } from "./cutObstacle.ts";

/** Those of a down that undo what moves to a migration of its own, and all others, each in their order. */
export interface Undoing {
  readonly moved: readonly AnalysedStatement[];
  readonly stays: readonly AnalysedStatement[];
}

/**
 * Divides a down that does not come to the middle of its file, as where it undoes one table after the other in the
 * order in which they were changed: by what each statement changes. Whether both halves then do undo theirs is tried.
 *
 * @param middle the catalogs between the halves; any of them will do
 */
export function undoingAnywhere(
  down: AnalysedSection,
  input: RewriteInput,
  middle: readonly Catalogs[],
): Undoing | undefined {
  const { statements } = input.facts.section;
  const { start } = input.facts.statement.span;
  const halves = [
    statements.filter(({ span }) => span.start < start),
    statements.filter(({ span }) => span.start >= start),
  ].map((half) => new Set(half.flatMap(objectsOf)));
  const [first = new Set(), second = new Set()] = halves;
  const isOfSecond = (object: string): boolean => second.has(object) && !first.has(object);
  const moved = down.statements.filter((each) => isSet(each) || objectsOf(each).some(isOfSecond));
  const stays = down.statements.filter((each) => isSet(each) || !moved.includes(each));
  const undone = folded(down, moved, catalogsBefore(down.statements[0]), input);
  const back = folded(down, stays, undone, input);
  const isSame = (one: Catalogs, other: Catalogs): boolean =>
    differencesBetween(one, other, input.facts.grammar).length === 0;
  const comesBack = isSame(catalogsBefore(statements[0]), back);
  return comesBack && middle.some((each) => isSame(each, undone)) ? { moved, stays } : undefined;
}

/** What a statement changes, or whose rows it works on. */
function objectsOf({ entries }: AnalysedStatement): readonly string[] {
  return [...entries.values()].flatMap(({ outcome: { changes, effects } }) =>
    changes.length > 0
      ? changes.map(({ collection, key }) => `${collection} ${key}`)
      : effects.locks.map(({ relation }) => `relation ${relation.id}`),
  );
}

function folded(
  down: AnalysedSection,
  statements: readonly AnalysedStatement[],
  start: Catalogs,
  { migration, history }: RewriteInput,
): Catalogs {
  const section = migration.sections.find(
    ({ path, span }) => path === down.path && span.start === down.span.start,
  );
  if (section === undefined) return start;
  return pass([{ section, statements, endsSession: true }], start, history).end;
}

function catalogsBefore(statement: AnalysedStatement | undefined): Catalogs {
  return new Map([...(statement?.entries ?? [])].map(([major, { before }]) => [major, before]));
}
