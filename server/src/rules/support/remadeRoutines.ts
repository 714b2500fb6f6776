import type { Catalog } from "../../catalog/catalog.ts";
import type { Routine } from "../../catalog/functions.ts";
import { isFunctionId } from "../../catalog/ids.ts";
import { callersOf } from "../../catalog/readers.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { objectWords } from "../../timeline/words/losses.ts";
import type { AnalysedStatement, RuleContext } from "../rule.ts";
import { grantsIn, lostRoles } from "./lostReaders.ts";
import { objectsHit } from "./objects.ts";
import { catalogAtEnd, catalogAtStart } from "./sectionEnd.ts";

/** A routine that a statement drops and the same migration makes again, under its name at least. */
export interface RemadeRoutine {
  /** `the function f(integer)`. */
  readonly name: string;
  /** Who could call it and no longer can, in words. */
  readonly loses: string | undefined;
  /** Whether everybody can call it who could not. */
  readonly opens: boolean;
}

export function remadeRoutines(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly RemadeRoutine[] {
  const { before } = entry;
  const end = catalogAtEnd(entry, statement, context);
  if (end === undefined) return [];
  return objectsHit(entry, context, "old-code-uses-object").flatMap((gone) => {
    if (gone.named?.collection !== "functionName") return [];
    const named = (catalog: Catalog): readonly Routine[] => routinesAt(catalog, gone.named?.key ?? "");
    const olds = named(before).filter(({ id }) => !named(entry.after).some((left) => left.id === id));
    const made = named(end).filter(({ id }) => !named(before).some((older) => older.id === id));
    const [old, now] = [olds[0], made[0]];
    if (old === undefined || now === undefined || grantsIn(end) > grantsIn(before)) return [];
    // What this very migration granted on the old one, nobody relies on.
    const began = callersOf(catalogAtStart(entry, statement, context) ?? before, old);
    const had = new Set([...callersOf(before, old)].filter((role) => began.has(role)));
    const has = callersOf(end, now);
    // What a REVOKE behind it takes is told there.
    const loses = isRevoked(gone.named.key, context) ? undefined : lostRoles(had, has);
    const opens = has.has("public") && !began.has("public");
    return [{ name: objectWords(gone), loses, opens }];
  });
}

function isRevoked(key: string, context: RuleContext): boolean {
  return context.section.statements.some(({ entries }) =>
    [...entries.values()].some(({ effects }) =>
      (effects.breaksObjects ?? []).some(
        ({ code, named }) => code === "old-code-loses-privilege" && named?.key === key,
      ),
    ),
  );
}

/**
 * Whether all who could call the routines of a name when a section began can when it ends: a REVOKE that follows on DROP
 * and CREATE only closes again what these have opened.
 */
export function keepsCallers(start: Catalog, end: Catalog, key: string): boolean {
  const olds = routinesAt(start, key);
  const nows = routinesAt(end, key);
  return (
    olds.length > 0 &&
    olds.every((old) => {
      const now =
        nows.find(({ id }) => id === old.id) ?? nows.find(({ id }) => !olds.some((one) => one.id === id));
      return now !== undefined && lostRoles(callersOf(start, old), callersOf(end, now)) === undefined;
    })
  );
}

function routinesAt(catalog: Catalog, key: string): readonly Routine[] {
  return (catalog.get("functionName", key) ?? []).flatMap((id) =>
    isFunctionId(id) ? (catalog.get("function", id) ?? []) : [],
  );
}
