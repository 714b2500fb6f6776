import type { StatementAnalysis } from "../analysis/analysis.ts";
import type { Effects } from "../interpret/effects.ts";
import type { Statistics } from "../timeline/statistics.ts";
import type { TimelineEntry } from "../timeline/timeline.ts";
import { blocks, describeWork, duration } from "../timeline/words.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { Reported } from "./json.ts";

/** The result of `explain`: the lock timeline of the given files, statement by statement. */
export function explainReport(reported: readonly Reported[], style: "text" | "markdown"): string {
  const lines = reported.flatMap(({ analysis, display, text }) =>
    analysis.migrations.flatMap(({ sections }) =>
      sections.flatMap((section) => {
        const at = new LineIndex(text(section.path));
        const title = `${display(section.path)}, ${section.direction}, sent as: ${section.transaction}`;
        const body = section.statements.flatMap((statement) => [
          "",
          heading(statement, at.position(statement.span.start).line + 1, style),
          ...explainStatement(statement, analysis.options.statistics).map((line) =>
            style === "markdown" ? `- ${line}` : `    ${line}`,
          ),
        ]);
        return [style === "markdown" ? `## ${title}` : title, ...body, ""];
      }),
    ),
  );
  return lines.join("\n");
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
    `PostgreSQL ${majors.join(", ")}:`,
    ...lines.map((line) => `  ${line}`),
  ]);
}

function explainEntry({ effects, held }: TimelineEntry, statistics: Statistics): readonly string[] {
  return [
    ...effects.locks.map(({ relation, mode }) => `lock ${mode} on ${relation.name}: ${blocks(mode)}`),
    ...(effects.locks.length === 0
      ? ["no lock on an existing relation"]
      : [`held ${duration(effects, statistics)}`]),
    ...effects.work.map((work) => `work: ${describeWork(work)}`),
    ...effects.spared.map((reason) => `spared: ${reason}`),
    ...held.map(({ relation, mode }) => `still held from before: ${mode} on ${relation.name}`),
    ...consequences(effects),
  ];
}

function consequences(effects: Effects): readonly string[] {
  return [
    ...effects.breaks.map(
      ({ code, relation, part }) =>
        `breaks: ${code} (${relation.name}${part === undefined ? "" : `.${part}`})`,
    ),
    ...effects.destroys.map(
      ({ code, name, implied }) => `destroys: ${code} ${name}${implied ? ", without naming it" : ""}`,
    ),
    ...effects.waits.map(
      ({ code, relation }) => `waits for: ${code}${relation === undefined ? "" : ` of ${relation.name}`}`,
    ),
    ...(effects.fails === undefined
      ? []
      : [`fails ${effects.fails.when}: ${effects.fails.message} (${effects.fails.sqlstate})`]),
  ];
}
