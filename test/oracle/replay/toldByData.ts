import type { TimelineEntry } from "../../../server/src/timeline/entry.ts";
import type { Seen } from "../../../server/src/run/observe/compareEntry.ts";

/** What only the rows decide: values, constraints, WITH CHECK OPTION, RAISE, conflicts with others. */
const classesOfRows = ["22", "23", "44", "P0", "40", "21", "38", "39"];

/** Statements that read or write rows, or run what does. */
const changesRows =
  /^(?:Select|Insert|Update|Delete|Merge|Copy|Execute|Call|Do|Explain|CreateTableAs|RefreshMatView|Transaction)/;

/**
 * Whether a statement failed, unforeseen, for what the catalog does not hold: the rows that are there, or the
 * rights that its role has.
 */
export function toldByDataAlone({ statement, effects }: TimelineEntry, seen: Seen): boolean {
  const error = seen.watched ? seen.observation.error : seen.error;
  if (error === undefined || effects.fails?.when === "always") return false;
  if (error.sqlstate === "42501") return true;
  return changesRows.test(statement.kind) && classesOfRows.includes(error.sqlstate.slice(0, 2));
}
