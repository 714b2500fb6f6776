import { Sql } from "../../sql/fragment.ts";
import { placeholderNames, withPlaceholders } from "../../sql/placeholderNames.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Undo } from "./undo.ts";

/**
 * The catalog has names in the place of a tool's placeholders; the down must have the placeholders again. Where a
 * name comes from nothing of the kind, all stays as it is.
 */
export function undosWithPlaceholders(
  undos: readonly Undo[],
  entries: readonly TimelineEntry[],
): readonly Undo[] {
  const written = placeholderNames(entries);
  if (Object.keys(written).length === 0) return undos;
  const again = (text: string): string => withPlaceholders(text, written);
  return undos.map(({ sql, remarks }) => ({
    ...(sql === undefined ? {} : { sql: Sql.verbatim(again(sql.text)) }),
    remarks: remarks.map(({ kind, words }) => ({ kind, words: again(words) })),
  }));
}
