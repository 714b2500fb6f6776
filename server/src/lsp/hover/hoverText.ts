import type { StatementAnalysis } from "../../analysis/analysis.ts";
import type { Major } from "../../interpret/target.ts";
import { asWritten, placeholderNames } from "../../sql/placeholderNames.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Statistics } from "../../timeline/statistics.ts";
import { majorsNamed } from "../../timeline/words/majors.ts";
import { markdown } from "../../timeline/words/style.ts";
import { locksPage, type Pages } from "../pages.ts";
import { statementLines, type Line } from "./statementLines.ts";

/** Majors on which a statement does the same. */
interface VersionGroup {
  readonly majors: readonly Major[];
  readonly entry: TimelineEntry;
  readonly lines: readonly Line[];
}

export interface HoverLinks {
  readonly pages: Pages;
  /** Opens the picture of the statement's migration, in an editor that can. */
  readonly timeline: string | undefined;
}

/** What the hover on a statement says, in Markdown. */
export function hoverText(statement: StatementAnalysis, statistics: Statistics, links: HoverLinks): string {
  const groups = groupsOf(statement, statistics);
  const [first, second] = groups;
  const { problem, instead = [] } = statement.statement;
  if (problem !== undefined)
    return [
      `**Cannot be read**: ${markdown.text(problem.message)}`,
      ...(instead.length > 0 ? [typing] : []),
    ].join("\n\n");
  const parts = [headline(statement)];
  if (statement.notAnalysed !== undefined)
    parts.push(
      `Not analysed: ${markdown.text(statement.notAnalysed)}. What it locks and changes is not known here.`,
    );
  if (first === undefined) return parts.join("\n\n");
  parts.push(
    ...(second === undefined ? [list(first.lines)] : sideBySide(groups)),
    until((groups.at(-1) ?? first).entry),
  );
  if (groups.some(({ entry }) => entry.effects.locks.length > 0)) parts.push(linked(links));
  return asWritten(parts.filter((part) => part !== "").join("\n\n"), placeholderNames([statement]));
}

function linked({ pages, timeline }: HoverLinks): string {
  const picture = timeline === undefined ? [] : [`[Lock timeline](${timeline})`];
  return [...picture, `[What PostgreSQL locks](${pages.link(locksPage)})`].join(" · ");
}

const typing = "Until it can be read, what follows is judged as if what stood here before still did.";

function headline({ risk, because, notAnalysed }: StatementAnalysis): string {
  if (notAnalysed !== undefined && risk === "none") return "**Risk not known**";
  const why = because === "" ? "" : `: ${because}`;
  return risk === "none" ? `**No risk**${why}` : `**${capital(risk)} risk**${why}`;
}

function list(lines: readonly Line[]): string {
  return lines.map(({ text }) => `- ${text}`).join("\n");
}

function until({ effects, transaction }: TimelineEntry): string {
  const isHeld = transaction.open && effects.locks.length > 0 && effects.fails?.when !== "always";
  return isHeld ? "Its locks are held until the transaction ends." : "";
}

/** What is the same on all versions, then a table with one column for each group of versions. */
function sideBySide(groups: readonly VersionGroup[]): readonly string[] {
  const abouts = [...new Set(groups.flatMap(({ lines }) => lines.map(({ about }) => about)))];
  const rows = abouts.map((about) => groups.map(({ lines }) => cell(lines, about)));
  const isSame = (cells: readonly string[]): boolean => cells.every((text) => text === cells[0]);
  const same = rows.filter(isSame).flatMap(([text = ""]) => text.split("<br>"));
  const names = groups.map(({ majors }) => `PostgreSQL ${majorsNamed(majors)}`);
  const table = [
    `| ${names.join(" | ")} |`,
    `|${names.map(() => "---").join("|")}|`,
    ...rows.filter((cells) => !isSame(cells)).map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`),
  ];
  return [same.map((text) => `- ${text}`).join("\n"), "The versions differ:", table.join("\n")];
}

function cell(lines: readonly Line[], wanted: string): string {
  const texts = lines.filter(({ about }) => about === wanted).map(({ text }) => text);
  return texts.length === 0 ? "–" : texts.join("<br>");
}

function escapeCell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|").replace(/\r?\n/g, " ");
}

function groupsOf(statement: StatementAnalysis, statistics: Statistics): readonly VersionGroup[] {
  const groups = new Map<string, { majors: Major[]; entry: TimelineEntry; lines: readonly Line[] }>();
  for (const [major, entry] of statement.entries) {
    const lines = statementLines(entry, statistics);
    // In which order tables come may differ where nothing else does.
    const key = JSON.stringify(lines.map(({ text }) => text).sort());
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { majors: [major], entry, lines });
    else known.majors.push(major);
  }
  return [...groups.values()];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
