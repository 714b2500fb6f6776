import { addSeconds, digitsOf, millisecondsOf } from "./utcTime.ts";
import { byNumber } from "./versions.ts";

/**
 * How a project numbers its migrations:
 * - `sequence`: 0001, 0002 …, padded to `width` digits;
 * - `date`: UTC digits from the year on, `width` of them (14 down to seconds, 17 down to milliseconds);
 * - `unix`: seconds (10 digits) or milliseconds (13 digits) since 1970.
 */
export interface Numbering {
  readonly kind: "sequence" | "date" | "unix";
  readonly width: number;
}

/** What the digits of the newest migration say about a project's numbering. */
export function numberingOf(version: string): Numbering {
  const width = version.length;
  const date = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}|\d{6}|\d{9})$/.test(version);
  if (date) return { kind: "date", width };
  if ((width === 10 || width === 13) && /^[1-9]/.test(version)) return { kind: "unix", width };
  return { kind: "sequence", width };
}

/** Where new numbers have to go. */
export interface Place {
  /** The digits of all migrations of the project. */
  readonly taken: readonly string[];
  /** The digits of the migration to come after; the newest where undefined. */
  readonly after?: string | undefined;
  /** What the tool itself does in an empty project. */
  readonly fallback: Numbering;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/**
 * `count` numbers in the style of the project, each greater than the one before and than `after`. In the middle
 * of a project they follow `after` as closely as free numbers allow; at its end, times are never before `now`.
 */
export function nextNumbers(count: number, place: Place): readonly string[] {
  const sorted = [...place.taken].sort(byNumber);
  const newest = sorted.at(-1);
  const after = place.after ?? newest;
  const style = newest === undefined ? place.fallback : numberingOf(newest);
  const taken = new Set(sorted.map((digits) => BigInt(digits)));
  const atEnd = newest === undefined || after === undefined || byNumber(after, newest) >= 0;
  const numbers: string[] = [];
  let last = after;
  while (numbers.length < count) {
    last = follow(last, style, numbers.length === 0 && atEnd ? place.now : undefined);
    if (!taken.has(BigInt(last))) numbers.push(last);
  }
  return numbers;
}

function follow(previous: string | undefined, style: Numbering, now: string | undefined): string {
  const next = previous === undefined ? undefined : successor(previous, style);
  const clock = now === undefined ? undefined : clockNumber(style, now);
  if (clock === undefined) return next ?? "1".padStart(style.width, "0");
  return next === undefined || byNumber(clock, next) > 0 ? clock : next;
}

function clockNumber(style: Numbering, now: string): string | undefined {
  if (style.kind === "date") return digitsOf(now).slice(0, style.width);
  if (style.kind === "sequence") return undefined;
  const milliseconds = millisecondsOf(now);
  return String(style.width === 10 ? Math.floor(milliseconds / 1000) : milliseconds);
}

function successor(previous: string, style: Numbering): string {
  if (style.kind === "date" && numberingOf(previous).kind === "date") {
    return addSeconds(previous.padEnd(14, "0"), previous.length === 12 ? 60 : 1).slice(0, previous.length);
  }
  const width = numberingOf(previous).kind === style.kind ? style.width : previous.length;
  return (BigInt(previous) + 1n).toString().padStart(width, "0");
}
