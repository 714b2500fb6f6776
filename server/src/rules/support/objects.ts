import type { ObjectBreakage } from "../../interpret/effects.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { enumerate } from "../../timeline/words/lists.ts";
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
  return enumerate([...new Set(objects.map(objectWords))]);
}

/** Whether the section ends with something of that name: a function or type is often dropped to be made anew. */
export function isMadeAgain(
  entry: TimelineEntry,
  { named, part }: ObjectBreakage,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const end = catalogAtEnd(entry, statement, context);
  const found = named === undefined ? undefined : end?.get(named.collection, named.key);
  if (part === undefined || named === undefined) return found !== undefined;
  const type = typeof found === "string" ? end?.get("type", found) : undefined;
  return type?.kind === "enum" && type.values.includes(part);
}
