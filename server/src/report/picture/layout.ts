import type { Picture } from "./model.ts";

/** Where things stand, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The left edge of each column, and after the last one its right edge. */
  readonly edges: readonly number[];
  /** The top of the first row. */
  readonly top: number;
  /** Where names of relations end. */
  readonly left: number;
}

/** A bar has a line that says who waits, and one for the work under the lock. */
export const rowHeight = 48;
export const barHeight = 38;
/** Of a monospaced letter of 12 pixels. */
const letter = 7.25;
const short = 174;
/** What takes as long as a table is large is drawn wider; how long that is nobody knows. */
const long = 228;
const head = 46;
const foot = 68;
export const margin = 12;
const longestName = 34;

export function layoutOf({ columns, rows }: Picture): Layout {
  const names = rows.map((name) => shortened(name).length);
  const left = margin + Math.max(80, ...names.map((length) => length * letter)) + margin;
  const edges = [left];
  for (const { takesLong } of columns) edges.push((edges.at(-1) ?? left) + (takesLong ? long : short));
  const width = (edges.at(-1) ?? left) + margin;
  const top = head + margin;
  return {
    width: Math.max(width, 600),
    height: top + Math.max(1, rows.length) * rowHeight + foot,
    edges,
    top,
    left,
  };
}

/** The end of a name tells more than its start. */
export function shortened(name: string): string {
  return name.length <= longestName ? name : `…${name.slice(1 - longestName)}`;
}

/** The first of the texts that fits into so many pixels, else as much of the last as does. */
export function fitting(texts: readonly string[], width: number): string {
  const most = Math.floor(width / letter);
  const whole = texts.find(({ length }) => length <= most);
  if (whole !== undefined) return whole;
  return most < 3 ? "" : `${(texts.at(-1) ?? "").slice(0, most - 1).trimEnd()}…`;
}
