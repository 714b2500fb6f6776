import { parseIntervalLiteral } from "pgsql-ast-parser";

/** An interval as PostgreSQL keeps it: months, days and time stay apart, since neither has a fixed length. */
export interface IntervalParts {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

/** An interval literal such as `1 year 2 mons` or `-3 days`; undefined where it is none that can be read. */
export function parseIntervalParts(text: string): IntervalParts | undefined {
  try {
    const found = parseIntervalLiteral(withoutWeeks(text));
    const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = found;
    const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    return { months: years * 12 + months, days, milliseconds: time };
  } catch {
    return undefined;
  }
}

function withoutWeeks(text: string): string {
  return text.replaceAll(/(\d+)\s*weeks?\b/giu, (_, count: string) => `${Number(count) * 7} days`);
}
