import type { Outcome } from "../interpret/interpret.ts";
import { isEqual } from "./isEqual.ts";

/**
 * The outcome of the statement before where this one looked at the same and did the same: files of data have a hundred
 * thousand such statements in a row, and share one outcome.
 */
export function repeated(last: Outcome | undefined, now: Outcome): Outcome {
  if (last === undefined || last.reads !== now.reads || last.alike !== now.alike) return now;
  const changesNothing = last.changes.length === 0 && now.changes.length === 0;
  const isSame = changesNothing && last.notAnalysed === now.notAnalysed && last.crashed === now.crashed;
  return isSame && isEqual(last.effects, now.effects) ? last : now;
}
