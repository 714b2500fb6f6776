import { compareCatalogs } from "../../catalog/differences/compareCatalogs.ts";
import { differenceInWords } from "../../catalog/differences/differenceInWords.ts";
import { inverseOf, isConcurrent } from "../../recipes/inverse/inverseOf.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { Unfinished } from "./findStop.ts";
import { foldScript } from "./foldScript.ts";
import { ownWayBack } from "./ownWayBack.ts";
import { dropWreck } from "./wreck.ts";

/** What takes back the statements of an unfinished migration that are done, or why that cannot be. */
export type TakeBack =
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
export function takeBack(found: Unfinished): TakeBack {
  const { wreck, stop } = found;
  const first = wreck === undefined ? [] : [dropWreck(wreck)];
  if (first.length > 0 && stop.least === 0) return { statements: first, apart: true };
  const written = takeBackDone(found);
  const own = "refused" in written ? ownWayBack(found) : undefined;
  const back = own === undefined ? written : { ...own, own: true as const };
  if ("refused" in back) return back;
  return { ...back, statements: [...first, ...back.statements], apart: back.apart || first.length > 0 };
}

function takeBackDone({ stop, statements, earlier, fold, migration }: Unfinished): TakeBack {
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
  if (failing !== undefined) return { refused: `taking it back would fail: ${failing}.` };
  const [left] = compareCatalogs(first.before, timeline.end, { major, print, ignored: [] });
  if (left !== undefined)
    return { refused: `${differenceInWords(left)} once migration ${migration.version} is taken back.` };
  return { statements: texts, apart };
}
