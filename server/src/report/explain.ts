import type { SectionAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import type { Statistics } from "../timeline/statistics.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { factsOf, type Fact } from "../timeline/words/facts.ts";
import { majorsNamed } from "../timeline/words/majors.ts";
import { plain } from "../timeline/words/style.ts";
import { duration } from "../timeline/words/work.ts";
import { LineIndex } from "../sql/offsets.ts";
import { asWritten, placeholderNames } from "../sql/placeholderNames.ts";
import type { Reported } from "./reported.ts";

/** The result of `explain`: the lock timeline of the given files, statement by statement. */
export function explainReport(reported: readonly Reported[], style: "text" | "markdown"): string {
  const lines = reported.flatMap((project) =>
    [...project.migrations].flatMap(({ sections }) =>
      sections.flatMap((section) => sectionLines(project, section, style)),
    ),
  );
  return lines.join("\n");
}

function sectionLines(
  { options, display, text }: Reported,
  section: SectionAnalysis,
  style: "text" | "markdown",
): readonly string[] {
  const at = new LineIndex(text(section.path));
  const title = `${display(section.path)}, ${section.direction}, sent as: ${section.transaction}${because(section)}`;
  const names = placeholderNames(section.statements);
  const body = section.statements.flatMap((statement) => [
    "",
    heading(statement, at.position(statement.span.start).line + 1, style),
    ...explainStatement(statement, options.statistics).map((line) =>
      style === "markdown" ? `- ${line}` : `    ${line}`,
    ),
  ]);
  return [style === "markdown" ? `## ${title}` : title, ...body.map((line) => asWritten(line, names)), ""];
}

function because(section: SectionAnalysis): string {
  return section.because === undefined ? "" : `, since ${section.because}`;
}

function heading(
  { statement, risk, because }: StatementAnalysis,
  line: number,
  style: "text" | "markdown",
): string {
  const first = statement.text.replace(/\s+/g, " ").slice(0, 100);
  const about = `${risk}${because === "" ? "" : `: ${because}`}`;
  return style === "markdown"
    ? `### Line ${line}: \`${first}\`\n\n**${about}**\n`
    : `  line ${line}: ${first}\n    risk ${about}`;
}

/** Majors that do the same share one paragraph. */
function explainStatement(statement: StatementAnalysis, statistics: Statistics): readonly string[] {
  if (statement.notAnalysed !== undefined) return [`not analysed: ${statement.notAnalysed}`];
  const groups = new Map<string, { majors: number[]; lines: readonly string[] }>();
  for (const [major, entry] of statement.entries) {
    const lines = explainEntry(entry, statistics);
    const key = lines.join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { majors: [major], lines });
    else group.majors.push(major);
  }
  if (groups.size === 1) return [...groups.values()].flatMap(({ lines }) => lines);
  return [...groups.values()].flatMap(({ majors, lines }) => [
    `PostgreSQL ${majorsNamed(majors)}:`,
    ...lines.map((line) => `  ${line}`),
  ]);
}

function explainEntry(entry: TimelineEntry, statistics: Statistics): readonly string[] {
  const { effects } = entry;
  const facts = factsOf(entry, statistics, plain);
  const locks = facts.filter(({ topic }) => topic === "Locks");
  return [
    ...locks.map(line),
    locks.length === 0 ? "no lock on an existing relation" : `held ${duration(effects, statistics)}`,
    ...facts.filter((fact) => !locks.includes(fact)).map(line),
  ];
}

const heads: Readonly<Record<Fact["topic"], string>> = {
  Fails: "fails",
  Locks: "lock",
  "Held from before": "still held from before:",
  Work: "work:",
  "Waits for": "waits for:",
  Breaks: "breaks:",
  Destroys: "destroys:",
  Unguards: "no longer guarded:",
  Spared: "spared:",
  Assumes: "assumed:",
};

function line({ topic, subject, mode, text }: Fact): string {
  const about = mode === undefined ? subject : `${mode} on ${subject}:`;
  return [heads[topic], about, text].filter((part) => part !== "").join(" ");
}
