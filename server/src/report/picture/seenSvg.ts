import { xmlEscaped } from "../xml.ts";
import { barHeight, fitting, margin, rowHeight, type Layout } from "./layout.ts";
import type { SeenBar, SeenPicture } from "./observed.ts";
import { relationName } from "./relationName.ts";
import { waitingWords } from "./words.ts";

const head = 58;

/** Pixels that it takes beneath the other picture. */
export function seenHeight({ rows }: SeenPicture): number {
  return head + Math.max(1, rows.length) * rowHeight + margin;
}

/** How it ran, beneath what was predicted: time goes to scale here. `lines`: one-based, by statement. */
export function seenSvg(seen: SeenPicture, lines: readonly number[], layout: Layout): readonly string[] {
  const { left, height, width } = layout;
  const scale = (width - margin - left) / seen.milliseconds;
  const x = (milliseconds: number): number => round(left + milliseconds * scale);
  const top = height + head;
  return [
    `<line class="frame" x1="0" y1="${height}" x2="${width}" y2="${height}"/>`,
    `<text class="sql" x="12" y="${height + 20}">${xmlEscaped(titleOf(seen))}</text>`,
    ...seen.statements.map((span, index) => tick(span, lines[index] ?? 0, x, height, seenHeight(seen))),
    ...seen.rows.map((name, row) => relationName(name, row, { left, top })),
    ...seen.bars.map((bar) => barOf(bar, seen, x, top)),
    ...(seen.rows.length === 0
      ? [`<text class="line" x="${left}" y="${top + 20}">No table was locked against others.</text>`]
      : []),
  ];
}

/** In words, for whoever does not see it. */
export function seenInWords(seen: SeenPicture): string {
  const parts = seen.bars.map(
    ({ row, mode, from, to }) => `${seen.rows[row]} had ${mode} for ${inTime(to - from)}`,
  );
  return `${titleOf(seen)}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}

function titleOf({ at, postgres, milliseconds }: SeenPicture): string {
  const when = at.replace("T", " ").slice(0, 16);
  return `As it ran on ${when} UTC, PostgreSQL ${postgres}: ${inTime(milliseconds)}, to scale`;
}

function tick(
  { from, to }: { readonly from: number; readonly to: number },
  line: number,
  x: (milliseconds: number) => number,
  height: number,
  whole: number,
): string {
  const took = `line ${line}: ${inTime(to - from)}`;
  const width = x(to) - x(from);
  return [
    `<g class="tick"><title>${took}</title>`,
    `<rect class="hit" x="${x(from)}" y="${height + 28}" width="${Math.max(1, width)}" height="22"/>`,
    `<line class="frame" x1="${x(from)}" y1="${height + 30}" x2="${x(from)}" y2="${height + whole - margin}"/>`,
    `<text class="line" x="${x(from) + 6}" y="${height + 44}">${fitting([took, inTime(to - from)], width - 8)}</text></g>`,
  ].join("");
}

function barOf(
  { row, from, to, mode, waiting }: SeenBar,
  { rows }: SeenPicture,
  x: (milliseconds: number) => number,
  top: number,
): string {
  const y = top + row * rowHeight;
  const width = Math.max(2, x(to) - x(from));
  const says = `${inTime(to - from)}: ${waitingWords[waiting]}`;
  return [
    `<g class="bar ${waiting}"><title>${xmlEscaped(`${mode} on ${rows[row]} for ${says}`)}</title>`,
    `<rect x="${x(from)}" y="${y}" width="${width}" height="${barHeight}" rx="3"/>`,
    `<text x="${x(from) + 6}" y="${y + 15}">${xmlEscaped(fitting([`${says} (${mode})`, says, inTime(to - from)], width - 10))}</text></g>`,
  ].join("");
}

/** Of milliseconds, as people say them. */
export function inTime(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${Number((milliseconds / 1000).toFixed(1))} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
