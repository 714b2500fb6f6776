import { addMonths, civilFromDays, daysFromCivil } from "./calendar.ts";
import { parseIntervalParts, type IntervalParts } from "../../sql/interval.ts";

/** A date, or a timestamp. What a timestamp with a time zone looks like depends on the session. */
export interface Moment {
  readonly kind: "moment";
  readonly type: "date" | "timestamp" | "timestamptz";
  /** Milliseconds since 1970-01-01, as if all clocks showed UTC. */
  readonly at: number;
}

export interface Interval extends IntervalParts {
  readonly kind: "interval";
}

const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** Reads `2024-01-31`, with a time of day behind it for a timestamp; undefined for other ways to write it. */
export function momentFrom(text: string, type: "date" | "timestamp"): Moment | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/u.exec(text.trim());
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const days = daysFromCivil({ year, month, day });
  const read = civilFromDays(days);
  if (read.month !== month || read.day !== day) return undefined;
  const time = type === "date" ? 0 : ((hour * 60 + minute) * 60 + second) * 1000;
  return { kind: "moment", type, at: days * millisecondsOfDay + time };
}

export function intervalFrom(text: string): Interval | undefined {
  const parts = parseIntervalParts(text);
  return parts === undefined ? undefined : { kind: "interval", ...parts };
}

/** The date alone. */
export function dateOf({ at }: Moment): Moment {
  return { kind: "moment", type: "date", at: daysOf(at) * millisecondsOfDay };
}

/** As the server prints it with DateStyle ISO, which is the default. */
export function momentText({ type, at }: Moment): string | undefined {
  if (type === "timestamptz" || at % 1000 !== 0) return undefined;
  const { YYYY, MM, DD, HH24, MI, SS } = fieldsOf(at);
  return type === "date" ? `${YYYY}-${MM}-${DD}` : `${YYYY}-${MM}-${DD} ${HH24}:${MI}:${SS}`;
}

/** A moment some time later; months end where the shorter month ends (timestamp_pl_interval). */
export function later(moment: Moment, { months, days, milliseconds }: Interval, sign: 1 | -1): Moment {
  const today = daysOf(moment.at);
  const then = daysFromCivil(addMonths(civilFromDays(today), sign * months)) + sign * days;
  const at = moment.at + (then - today) * millisecondsOfDay + sign * milliseconds;
  return { kind: "moment", type: moment.type === "date" ? "timestamp" : moment.type, at };
}

/** A date so many days later. */
export function daysLater(date: Moment, days: number): Moment {
  return { ...date, at: date.at + days * millisecondsOfDay };
}

/** The days from one date to another. */
export function daysBetween(from: Moment, to: Moment): number {
  return (to.at - from.at) / millisecondsOfDay;
}

export function times({ months, days, milliseconds }: Interval, factor: number): Interval | undefined {
  return Number.isInteger(factor)
    ? { kind: "interval", months: months * factor, days: days * factor, milliseconds: milliseconds * factor }
    : undefined;
}

/** date_trunc(), for the units that partitions are made by. */
export function truncated(unit: string, moment: Moment): Moment | undefined {
  const days = daysOf(moment.at);
  const { year, month, day } = civilFromDays(days);
  const starts: Readonly<Record<string, number | undefined>> = {
    year: daysFromCivil({ year, month: 1, day: 1 }),
    quarter: daysFromCivil({ year, month: month - ((month - 1) % 3), day: 1 }),
    month: daysFromCivil({ year, month, day: 1 }),
    // The first of January 1970 was a Thursday.
    week: days - ((((days + 3) % 7) + 7) % 7),
    day: daysFromCivil({ year, month, day }),
  };
  const start = starts[unit.toLowerCase()];
  // Of a date it is a timestamp with a time zone.
  const type = moment.type === "date" ? "timestamptz" : moment.type;
  return start === undefined ? undefined : { kind: "moment", type, at: start * millisecondsOfDay };
}

/** extract() and date_part(). */
export function fieldOf(unit: string, { at }: Moment): number | undefined {
  const { year, month, day } = civilFromDays(daysOf(at));
  const fields: Readonly<Record<string, number | undefined>> = {
    year,
    quarter: Math.floor((month - 1) / 3) + 1,
    month,
    day,
  };
  return fields[unit.toLowerCase()];
}

/** to_char() of a moment with the patterns that names of partitions are made of; undefined for others. */
export function formatMoment({ at }: Moment, pattern: string): string | undefined {
  const fields: Readonly<Record<string, string | undefined>> = fieldsOf(at);
  const parts = pattern.match(/"[^"]*"|YYYY|YY|MM|DD|HH24|MI|SS|Q|[A-Za-z0-9]|[^A-Za-z0-9"]/gu) ?? [];
  const printed = parts.map((part) => {
    if (part.startsWith('"')) return part.slice(1, -1);
    return /^[A-Za-z0-9]/u.test(part) ? fields[part] : part;
  });
  return printed.includes(undefined) ? undefined : printed.join("");
}

function fieldsOf(at: number) {
  const { year, month, day } = civilFromDays(daysOf(at));
  const seconds = Math.floor((at - daysOf(at) * millisecondsOfDay) / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    YYYY: String(year).padStart(4, "0"),
    YY: two(year % 100),
    MM: two(month),
    DD: two(day),
    HH24: two(Math.floor(seconds / 3600)),
    MI: two(Math.floor(seconds / 60) % 60),
    SS: two(seconds % 60),
    Q: String(Math.floor((month - 1) / 3) + 1),
  };
}

function daysOf(at: number): number {
  return Math.floor(at / millisecondsOfDay);
}
