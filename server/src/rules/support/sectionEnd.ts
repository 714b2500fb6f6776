import type { Catalog } from "../../catalog/catalog.ts";
import type { Major } from "../../interpret/target.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { AnalysedStatement, RuleContext } from "../rule.ts";

/** The catalog at the end of the section on the major of an entry: what is gone may have been made again by then. */
export function catalogAtEnd(
  entry: TimelineEntry,
  { entries }: AnalysedStatement,
  { section }: RuleContext,
): Catalog | undefined {
  const major = majorOf(entry, entries);
  return major === undefined ? undefined : section.statements.at(-1)?.entries.get(major)?.after;
}

/** The catalog that the section begins with. */
export function catalogAtStart(
  entry: TimelineEntry,
  { entries }: AnalysedStatement,
  { section }: RuleContext,
): Catalog | undefined {
  const major = majorOf(entry, entries);
  return major === undefined ? undefined : section.statements[0]?.entries.get(major)?.before;
}

function majorOf(entry: TimelineEntry, entries: AnalysedStatement["entries"]): Major | undefined {
  return [...entries].find(([, one]) => one === entry)?.[0];
}
