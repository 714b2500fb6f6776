/*
 * Civil time in UTC as digits, without the platform's Date: the core has no clock, and a version number is text.
 * Day numbers follow the proleptic Gregorian calendar.
 */

/** The digits of an ISO 8601 instant in UTC, from the year on: `2026-11-21T09:30:00.123Z` gives 17 of them. */
export function digitsOf(iso: string): string {
  const [whole = "", fraction = ""] = iso.replace(/Z$/, "").split(".");
  return whole.replace(/\D/g, "").padEnd(14, "0").slice(0, 14) + fraction.padEnd(3, "0").slice(0, 3);
}

/** Milliseconds since 1970 of an ISO 8601 instant in UTC. */
export function millisecondsOf(iso: string): number {
  const digits = digitsOf(iso);
  return secondsOf(digits) * 1000 + Number(digits.slice(14, 17));
}

/** A later time in the same digits; those behind the second (milliseconds) stay. Minute 61 and the like carry over. */
export function addSeconds(digits: string, seconds: number): string {
  const total = secondsOf(digits) + seconds;
  const day = Math.floor(total / 86_400);
  const rest = total - day * 86_400;
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return calendarDate(day) + clock.map((part) => String(part).padStart(2, "0")).join("") + digits.slice(14);
}

function secondsOf(digits: string): number {
  const part = (start: number, length: number) => Number(digits.slice(start, start + length));
  const days = dayNumber(part(0, 4), part(4, 2), part(6, 2));
  return ((days * 24 + part(8, 2)) * 60 + part(10, 2)) * 60 + part(12, 2);
}

/** Days since 1970-01-01. March is counted as the first month, so that the leap day ends the year. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const monthDays = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + monthDays + day - 719_469;
}

/** The inverse of dayNumber, as eight digits. */
function calendarDate(day: number): string {
  let year = 1969 + Math.floor(day / 365.2425);
  while (dayNumber(year + 1, 1, 1) <= day) year += 1;
  let month = 1;
  while (month < 12 && dayNumber(year, month + 1, 1) <= day) month += 1;
  const date = day - dayNumber(year, month, 1) + 1;
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join(
    "",
  );
}
