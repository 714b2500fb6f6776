import { maskValue } from "../../sql/mask.ts";
import { Sql } from "../../sql/fragment.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Undo } from "./undo.ts";

/** A tool's placeholder, or one in quotes, in the text of a statement. */
const placeholder = /"(?:\{\{[^}]*\}\}|\$\{[^}]*\})"|\{\{[^}]*\}\}|\$\{[^}]*\}/gu;

/**
 * The catalog has names in the place of a tool's placeholders; the way back must have the placeholders again. Where a
 * name comes from nothing of the kind, all stays as it is.
 */
export function withPlaceholders(undos: readonly Undo[], entries: readonly TimelineEntry[]): readonly Undo[] {
  const written = new Map<string, string>();
  for (const { statement } of entries)
    if (statement.masked !== statement.text)
      for (const [found] of statement.text.matchAll(placeholder))
        written.set(maskValue(found).replaceAll('"', ""), found);
  if (written.size === 0) return undos;
  // The longest first: one may begin like another.
  const names = [...written.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${names.join("|")})`, "g");
  const again = (text: string): string => text.replace(pattern, (name) => written.get(name) ?? name);
  return undos.map(({ sql, remarks }) => ({
    ...(sql === undefined ? {} : { sql: Sql.verbatim(again(sql.text)) }),
    remarks: remarks.map(({ kind, words }) => ({ kind, words: again(words) })),
  }));
}
