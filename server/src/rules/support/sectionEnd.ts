import type { Catalog } from "../../catalog/catalog.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { AnalysedStatement, RuleContext } from "../rule.ts";

/** The catalog at the end of the section on the major of an entry: what is gone may have been made again by then. */
export function catalogAtEnd(
  entry: TimelineEntry,
  { entries }: AnalysedStatement,
  { section }: RuleContext,
): Catalog | undefined {
  const major = [...entries].find(([, one]) => one === entry)?.[0];
  return major === undefined ? undefined : section.statements.at(-1)?.entries.get(major)?.after;
}
