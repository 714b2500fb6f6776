import type { ObjectBreakage } from "../../interpret/effects.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isMadeAgain as isBack } from "../../timeline/madeAgain.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import { objectWords } from "../../timeline/words/losses.ts";
import type { AnalysedStatement, RuleContext } from "../rule.ts";
import { catalogAtEnd } from "./sectionEnd.ts";

/** The objects that are no relations, older than the migration, and changed by a statement in one of these ways. */
export function objectsHit(
  { effects }: TimelineEntry,
  context: RuleContext,
  ...codes: readonly ObjectBreakage["code"][]
): readonly ObjectBreakage[] {
  return (effects.breaksObjects ?? []).filter(
    (object) => codes.includes(object.code) && context.objectExisted(object),
  );
}

/** `the function f(integer) and the type public.mood`. */
export function namesOfObjects(objects: readonly ObjectBreakage[]): string {
  return enumerateFew([...new Set(objects.map(objectWords))]);
}

/** Whether the section ends with something of that name: a function or type is often dropped to be made anew. */
export function isMadeAgain(
  entry: TimelineEntry,
  object: ObjectBreakage,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  return isBack(catalogAtEnd(entry, statement, context), object);
}
