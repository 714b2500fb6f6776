import { majorsWords } from "../../server/src/timeline/words/lists.ts";
import type { Documented } from "./documented.mts";
import type { Row } from "./row.mts";

const head = [
  "statement",
  "locks",
  "who waits meanwhile",
  "work while they are held",
  "remarks",
  "verified on",
];

/** The table of one section; rows in the order of their titles. */
export function tableOf(documented: readonly Documented[]): string {
  const sorted = [...documented].sort((one, other) => (one.title < other.title ? -1 : 1));
  const lines = [head, head.map(() => "---"), ...sorted.map(cells)];
  return lines.map((line) => `| ${line.map(cell).join(" | ")} |`).join("\n");
}

function cells({ one, title, rows, verified }: Documented): readonly string[] {
  const heading = `${title}<br>\`${oneLine(one.statements.at(-1) ?? "")}\``;
  const works = new Map([...rows].filter(([, row]) => row.fails === undefined));
  const column = (pick: (row: Row) => readonly string[]) => byVersion(works, pick);
  const unknown = [...rows.values()].find((row) => row.unknown !== undefined)?.unknown;
  if (unknown !== undefined) return [heading, "not known", "not known", "not known", unknown, "–"];
  const remarks = [column((row) => row.notes), ...refusals(rows)].filter((part) => part !== "");
  return [
    heading,
    works.size === 0 ? "–" : column((row) => row.locks) || "none",
    column((row) => row.stops) || "–",
    column((row) => row.work) || "–",
    remarks.join("<br>"),
    verified.length === 0 ? "not yet" : majorsWords(verified),
  ];
}

/** One cell: versions that do the same share lines, and are only named where they do not all do the same. */
function byVersion(rows: ReadonlyMap<number, Row>, pick: (row: Row) => readonly string[]): string {
  const groups = new Map<string, number[]>();
  for (const [major, row] of rows) {
    const text = pick(row).join("\n");
    groups.set(text, [...(groups.get(text) ?? []), major]);
  }
  if (groups.size === 1) return [...groups.keys()].join("").replaceAll("\n", "<br>");
  return [...groups]
    .map(([text, majors]) => `${majorsWords(majors)}: ${text.replaceAll("\n", "; ") || "–"}`)
    .join("<br>");
}

/** The versions that refuse the statement, and why. */
function refusals(rows: ReadonlyMap<number, Row>): readonly string[] {
  const groups = new Map<string, number[]>();
  for (const [major, { fails }] of rows)
    if (fails !== undefined) groups.set(fails, [...(groups.get(fails) ?? []), major]);
  return [...groups].map(([why, majors]) =>
    majors.length === rows.size ? why : `${majorsWords(majors)}: ${why}`,
  );
}

function oneLine(sql: string): string {
  return sql.replace(/\s+/g, " ").trim();
}

/** A pipe would end the cell, in code too. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
