import type { Surprise } from "../../interpret/effects.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { AnalysedStatement, Report, RuleContext } from "../rule.ts";
import { firstAffected, onSome, report, type Affected } from "./affected.ts";

/** The surprises of a kind that a statement has for others: those about relations that are older than the migration. */
export function surprisesOnOld(
  { effects }: TimelineEntry,
  code: Surprise["code"],
  context: RuleContext,
): readonly Surprise[] {
  if (effects.surprises === undefined || effects.fails?.when === "always") return none;
  return effects.surprises.filter((one) => one.code === code && context.existed(one.relation.id));
}

const none: readonly never[] = [];

/** Whether it has surprises of a kind on any version: what the rule of a section asks first. */
export function hasSurprise(statement: AnalysedStatement, code: Surprise["code"]): boolean {
  return onSome(statement, ({ effects }) => effects.surprises?.some((one) => one.code === code) === true);
}

/** What a rule tells of surprises, once a statement. */
export interface Telling {
  readonly code: Surprise["code"];
  readonly message: string;
  /** Whether it is still so where that is to be told. */
  readonly holds?: (surprise: Surprise, found: Affected) => boolean;
  readonly data: (surprises: readonly Surprise[]) => Readonly<Record<string, string>>;
  readonly at?: Report["at"];
}

/** One report on the surprises of a kind that a statement has; none where there are none. */
export function tellSurprises(
  statement: AnalysedStatement,
  context: RuleContext,
  { code, message, holds, data, at }: Telling,
): readonly Report[] {
  const surprises = (entry: TimelineEntry): readonly Surprise[] =>
    surprisesOnOld(entry, code, context).filter((one) => holds?.(one, { entry, majors: [] }) !== false);
  const found = firstAffected(statement, (entry) => surprises(entry).length > 0);
  if (found === undefined) return [];
  return [report(found, context, message, { at, data: data(surprises(found.entry)) })];
}

/** `public.users.name`: each column, or other part, with its table. */
export function partsNamed(surprises: readonly Surprise[]): readonly string[] {
  return [...new Set(surprises.map(({ relation, part = "" }) => `${relation.name}.${part}`))];
}
