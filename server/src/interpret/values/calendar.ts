/*
 * The Gregorian calendar without a clock. The year begins in March here, so that leap days end it.
 */

export interface CivilDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

const monthStart = (month: number): number => Math.floor((153 * month + 2) / 5);

/** Days since 1970-01-01. A day beyond the end of its month leads into the next. */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  const years = month > 2 ? year : year - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leaps + monthStart((month + 9) % 12) + day - 719_469;
}

/** The date that lies so many days after 1970-01-01. */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearInEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: inYear - monthStart(fromMarch) + 1 };
}

/** The date some months later; where the month is shorter, its end. */
export function addMonths({ year, month, day }: CivilDate, months: number): CivilDate {
  const count = year * 12 + month - 1 + months;
  const then = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  const next = then.month === 12 ? { year: then.year + 1, month: 1 } : { ...then, month: then.month + 1 };
  const length = daysFromCivil({ ...next, day: 1 }) - daysFromCivil({ ...then, day: 1 });
  return { ...then, day: Math.min(day, length) };
}
