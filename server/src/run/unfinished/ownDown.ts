import { compareCatalogs } from "../../catalog/differences/compareCatalogs.ts";
import { isConcurrent } from "../../recipes/inverse/inverseOf.ts";
import { printExpression } from "../../sql/printExpression.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isTransactionCommand } from "../../timeline/transaction.ts";
import { foldDirection } from "../foldApplied.ts";
import type { Unfinished } from "./findStop.ts";
import { foldScript } from "./foldScript.ts";

/** The end of a migration's down section that takes back what of its up section is done. */
export interface OwnDown {
  /** In the order in which they run. */
  readonly statements: readonly string[];
  readonly apart: boolean;
}

/**
 * Undefined unless the down section undoes the up section statement by statement, the last first: each of those that are
 * sent has to lead to the very schema that there was before its counterpart, or to change rows where that did.
 */
export function ownDown({ stop, statements, fold, migration, direction }: Unfinished): OwnDown | undefined {
  const whole = statements.at(-1);
  const done = statements.slice(0, stop.least).map(({ entry }) => entry);
  const last = done.at(-1);
  if (direction === "down" || whole === undefined || last === undefined) return undefined;
  const down = foldDirection(fold, whole.entry.after, migration, "down").statements;
  if (down.length !== statements.length) return undefined;
  const part = down.slice(down.length - done.length).map(({ entry: { statement } }) => statement);
  if (part.some(isTransactionCommand)) return undefined;
  const texts = part.map(({ text }) => text);
  const apart = part.some(({ node }) => isConcurrent(node));
  const script = texts.map((text) => `${text};`).join("\n");
  const { entries } = foldScript(last.after, script, fold, { apart, assumesMissing: !fold.isWhole });
  const { grammar, major } = fold;
  const print = (node: Parameters<typeof printExpression>[0]) => printExpression(node, grammar);
  const isSame = (one: TimelineEntry["before"], other: TimelineEntry["before"]): boolean =>
    compareCatalogs(one, other, { major, print, ignored: [] }).length === 0;
  const undoes = (back: TimelineEntry, index: number): boolean => {
    const made = done.at(-1 - index);
    if (made === undefined || back.outcome.notAnalysed !== undefined) return false;
    if (back.effects.fails?.when === "always" || !isSame(made.before, back.after)) return false;
    // What changes nothing of the schema changes rows, if anything.
    return !isSame(made.before, made.after) || written(made) === written(back);
  };
  return entries.length === texts.length && entries.every(undoes) ? { statements: texts, apart } : undefined;
}

/** The relations that it writes to, as one text. */
function written({ effects: { locks } }: TimelineEntry): string {
  const names = locks
    .filter(({ mode, ifRows }) => mode !== "ACCESS SHARE" && mode !== "ROW SHARE" && ifRows !== true)
    .map(({ relation }) => JSON.stringify(relation));
  return [...new Set(names)].sort().join();
}
