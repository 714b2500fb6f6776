import { compareCatalogs } from "../../catalog/differences/compareCatalogs.ts";
import { differenceInWords } from "../../catalog/differences/differenceInWords.ts";
import { inverseOf, isConcurrent } from "../../recipes/inverse/inverseOf.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { Unfinished } from "./findStop.ts";
import { foldScript } from "./foldScript.ts";
import { ownDown } from "./ownDown.ts";
import { dropWreck } from "./wreck.ts";

/** What undoes the statements of an unfinished migration that are done, or why that cannot be. */
export type Undoing =
  | {
      /** In the order in which they run. */
      readonly statements: readonly string[];
      /** Whether they go one by one, since one of them is CONCURRENTLY. */
      readonly apart: boolean;
      /** Where they are the end of its down section. */
      readonly own?: true;
    }
  | { readonly refused: string };

/**
 * Written from the catalogs around each statement, and offered only where the interpreter ends where it began; where that
 * would not do (rows that were changed), the end of its down section.
 */
export function undoing(found: Unfinished): Undoing {
  const { wreck, stop } = found;
  const first = wreck === undefined ? [] : [dropWreck(wreck)];
  if (first.length > 0 && stop.least === 0) return { statements: first, apart: true };
  const written = undoDone(found);
  const own = "refused" in written ? ownDown(found) : undefined;
  const back = own === undefined ? written : { ...own, own: true as const };
  if ("refused" in back) return back;
  return { ...back, statements: [...first, ...back.statements], apart: back.apart || first.length > 0 };
}

function undoDone({ stop, statements, earlier, fold, migration }: Unfinished): Undoing {
  const entries = statements.slice(0, stop.least).map(({ entry }) => entry);
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return { refused: "Nothing of it is there." };
  const { grammar, major, isWhole } = fold;
  const target = { major, timeZone: "UTC", inTransaction: false, assumesMissing: !isWhole };
  const up = { entries, earlier, start: first.before, end: last.after, target };
  const apart = entries.some(({ statement }) => isConcurrent(statement.node));
  const undos = inverseOf(up, { brief: true, concurrently: apart }, grammar);
  const cannot = undos.flatMap(({ remarks }) => remarks.filter(({ kind }) => kind !== "note"));
  if (cannot.length > 0) return { refused: `${cannot.map(({ words }) => words).join("; ")}.` };
  const texts = undos.flatMap(({ sql }) => (sql === undefined ? [] : [sql.text]));
  const script = texts.map((text) => `${text};`).join("\n");
  const timeline = foldScript(last.after, script, fold, { apart, assumesMissing: !isWhole });
  const print = (node: Parameters<typeof printExpression>[0]) => printExpression(node, grammar);
  const [failing] = timeline.entries.flatMap(({ effects }) =>
    effects.fails?.when === "always" ? [effects.fails.message] : [],
  );
  if (failing !== undefined) return { refused: `undoing it would fail: ${failing}.` };
  const [left] = compareCatalogs(first.before, timeline.end, { major, print, ignored: [] });
  if (left !== undefined)
    return { refused: `${differenceInWords(left)} once migration ${migration.version} is undone.` };
  return { statements: texts, apart };
}
