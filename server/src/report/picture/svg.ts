import type { WorkKind } from "../../interpret/effects.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import { quotedStart } from "../../timeline/words/quoted.ts";
import { xmlEscaped } from "../xml.ts";
import { barHeight, fitting, layoutOf, rowHeight, type Layout } from "./layout.ts";
import type { Bar, Block, Picture, WorkMark } from "./model.ts";
import type { SeenPicture } from "./observed.ts";
import { relationName } from "./relationName.ts";
import { seenHeight, seenInWords, seenSvg } from "./seenSvg.ts";
import { style } from "./style.ts";
import { waitingWords } from "./words.ts";

const workWords: Readonly<Record<WorkKind, string>> = {
  rewrite: "rewritten",
  scan: "scanned",
  "index-build": "index built",
  "foreign-key-check": "keys looked up",
};

export interface Drawing {
  /** What it is of, e.g. the file's name. */
  readonly title: string;
  /** One-based, by statement. */
  readonly lines: readonly number[];
  /** Whether whoever shows it listens to clicks on statements, which carry their `data-offset`. */
  readonly isClickable: boolean;
  /** How it ran, where that was watched. */
  readonly seen?: SeenPicture | undefined;
}

/** The picture as a document of its own: no script, nothing from elsewhere, light and dark. */
export function svgOf(picture: Picture, drawing: Drawing): string {
  const { title, lines, isClickable, seen } = drawing;
  const layout = layoutOf(picture);
  const { width } = layout;
  const height = layout.height + (seen === undefined ? 0 : seenHeight(seen));
  const words = [described(picture, lines), ...(seen === undefined ? [] : [seenInWords(seen)])];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="${isClickable ? "group" : "img"}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-labelledby="title desc">`,
    `<title id="title">${xmlEscaped(`Lock timeline of ${title}`)}</title>`,
    `<desc id="desc">${xmlEscaped(words.join(" "))}</desc>`,
    style,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...picture.blocks.map((block) => blockOf(block, layout)),
    ...picture.columns.map((_, index) => head(picture, index, drawing, layout)),
    ...picture.rows.map((name, row) => relationName(name, row, layout)),
    ...picture.bars.map((bar) => barOf(bar, picture, layout)),
    ...picture.works.map((mark) => workOf(mark, layout)),
    ...(picture.rows.length === 0 ? [nothing(layout)] : []),
    legend(picture, layout),
    ...(seen === undefined ? [] : seenSvg(seen, lines, layout)),
    "</svg>",
  ].join("\n");
}

/** In words, for whoever does not see it. */
function described({ bars, rows, major }: Picture, lines: readonly number[]): string {
  const parts = bars
    .filter(({ waiting }) => waiting !== "nobody")
    .map(({ row, from, to, mode, waiting }) => {
      const where = from === to ? `at line ${lines[from]}` : `from line ${lines[from]} to line ${lines[to]}`;
      return `${rows[row]} has ${mode} ${where}: ${waitingWords[waiting]}`;
    });
  return `On PostgreSQL ${major}. ${parts.length === 0 ? "Nobody waits." : `${enumerateFew(parts, parts.length)}.`}`;
}

function blockOf({ from, to }: Block, { edges, height, top }: Layout): string {
  const [x = 0, end = 0] = [edges[from], edges[to + 1]];
  return `<rect class="block" x="${x + 2}" y="${top - 8}" width="${end - x - 4}" height="${height - top - 50}" rx="4"/>`;
}

function head({ columns }: Picture, index: number, drawing: Drawing, { edges }: Layout): string {
  const column = columns[index];
  const line = drawing.lines[index] ?? 0;
  const [x = 0, end = 0] = [edges[index], edges[index + 1]];
  const text = column?.text ?? "";
  const shown = fitting([`${column?.notAnalysed === undefined ? "" : "(?) "}${text}`], end - x - 12);
  const why = column?.notAnalysed === undefined ? "" : `\nnot analysed: ${column.notAnalysed}`;
  return [
    `<g class="statement"${drawing.isClickable ? clickable(column?.offset ?? 0, `line ${line} ${shown}`) : ""}>`,
    `<rect class="hit" x="${x}" y="0" width="${end - x}" height="48"><title>${xmlEscaped(quotedStart(text) + why)}</title></rect>`,
    `<text class="line" x="${x + 6}" y="20">line ${line}</text>`,
    `<text class="sql" x="${x + 6}" y="38">${xmlEscaped(shown)}</text></g>`,
  ].join(" ");
}

/** Called as it is written, so that whoever speaks to the computer can name what he sees. */
function clickable(offset: number, name: string): string {
  return ` data-offset="${offset}" tabindex="0" role="button" aria-label="${xmlEscaped(name)}"`;
}

function barOf({ row, from, to, mode, waiting }: Bar, { rows }: Picture, { edges, top }: Layout): string {
  const [x = 0, end = 0] = [edges[from], edges[to + 1]];
  const y = top + row * rowHeight;
  const says = waitingWords[waiting];
  return [
    `<g class="bar ${waiting}"><title>${xmlEscaped(`${mode} on ${rows[row]}: ${says}`)}</title>`,
    `<rect x="${x + 5}" y="${y}" width="${end - x - 10}" height="${barHeight}" rx="3"/>`,
    `<text x="${x + 11}" y="${y + 15}">${xmlEscaped(fitting([`${says} (${mode})`, says], end - x - 18))}</text></g>`,
  ].join("");
}

function workOf({ row, column, kind }: WorkMark, { edges, top }: Layout): string {
  const [x = 0, end = 0] = [edges[column], edges[column + 1]];
  const y = top + row * rowHeight + barHeight;
  return [
    `<g class="work"><title>${workWords[kind]}: this grows with the table</title>`,
    `<rect x="${x + 8}" y="${y - 15}" width="${end - x - 16}" height="12" fill="url(#hatch)"/>`,
    `<text x="${x + 14}" y="${y - 5}">${workWords[kind]}</text></g>`,
  ].join("");
}

function nothing({ left, top }: Layout): string {
  return `<text class="line" x="${left}" y="${top + 20}">Nobody waits: nothing that was there before is locked.</text>`;
}

function legend({ major }: Picture, { height }: Layout): string {
  const items = ["everybody", "writes", "ddl"] as const;
  const drawn = items.map(
    (waiting, index) =>
      `<g class="bar ${waiting}"><rect x="${12 + index * 190}" y="${height - 28}" width="14" height="14" rx="3"/></g><text class="line" x="${32 + index * 190}" y="${height - 17}">${waitingWords[waiting]}</text>`,
  );
  return `${drawn.join("")}<text class="line" x="12" y="${height - 42}">PostgreSQL ${major}. A frame is a transaction; hatched work grows with the table.</text>`;
}
