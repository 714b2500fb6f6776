import { parseIntervalLiteral } from "pgsql-ast-parser";
import { timeUnits } from "./timeUnits.ts";

/**
 * A timeout setting (lock_timeout, statement_timeout) in milliseconds: a bare number counts milliseconds, and 0
 * switches the timeout off. Undefined for what PostgreSQL refuses. Source: parse_int in guc.c.
 */
export function parseTimeout(text: string): number | undefined {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text);
  const unit = timeUnits[found?.[2] === "" ? "ms" : (found?.[2] ?? "")];
  return found === null || unit === undefined ? undefined : Math.round(Number(found[1]) * unit);
}

/** An interval literal such as `1 day 2 hours` in milliseconds, a month as 30 days. Undefined where it is none. */
export function parseInterval(text: string): number | undefined {
  try {
    const {
      years = 0,
      months = 0,
      days = 0,
      hours = 0,
      minutes = 0,
      seconds = 0,
      milliseconds = 0,
    } = parseIntervalLiteral(text);
    const day = (years * 12 + months) * 30 + days;
    return (((day * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  } catch {
    return undefined;
  }
}
