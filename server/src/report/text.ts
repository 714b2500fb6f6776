import type { Finding, MigrationAnalysis } from "../analysis/analysis.ts";
import { majorsNamed } from "../timeline/words/majors.ts";
import { LineIndex } from "../sql/offsets.ts";
import { historyOf, type Reported } from "./reported.ts";
import type { Tally } from "./tally.ts";

/** The result of `check --format text`, in pieces: one line per finding as compilers write them, then a summary. */
export function* textReport(
  reported: readonly Reported[],
  majors: readonly number[],
  tally: Tally,
): Generator<string, void, undefined> {
  for (const project of reported) {
    for (const line of projectLines(project)) yield `${line}\n`;
    for (const migration of tally.counted(project.migrations))
      for (const line of findingLines(project, migration, majors)) yield `${line}\n`;
  }
  yield ["", ...summary(reported, tally), `For PostgreSQL ${majorsNamed(majors)}.`].join("\n");
}

function projectLines({ problems, display, text }: Reported): readonly string[] {
  return problems.map(({ path, span, code, message, refuses }) => {
    const { line, character } = new LineIndex(text(path)).position(span.start);
    return `${display(path)}:${line + 1}:${character + 1}: ${refuses === undefined ? "warning" : "error"}: ${message} [${code}]`;
  });
}

function findingLines(
  { display, text }: Reported,
  { sections, findings }: MigrationAnalysis,
  majors: readonly number[],
): readonly string[] {
  return sections.flatMap((section, index) => {
    const lines = new LineIndex(text(section.path));
    const at = (offset: number) => {
      const { line, character } = lines.position(offset);
      return `${display(section.path)}:${line + 1}:${character + 1}`;
    };
    const own =
      index === 0 ? findings.map((finding) => `${at(section.span.start)}: ${sentence(finding, majors)}`) : [];
    const problems = section.problems.map(
      ({ span, message, code }) => `${at(span.start)}: error: ${message} [${code}]`,
    );
    const statements = section.statements.flatMap((statement) =>
      statement.findings.map(
        (finding) => `${at(statement.span.start + finding.span.start)}: ${sentence(finding, majors)}`,
      ),
    );
    return [...own, ...problems, ...statements];
  });
}

function sentence({ severity, message, rule, majors: on }: Finding, majors: readonly number[]): string {
  const only = on.length < majors.length ? ` (PostgreSQL ${majorsNamed(on)})` : "";
  return `${severity}: ${message}${only} [${rule}]`;
}

function summary(reported: readonly Reported[], tally: Tally): readonly string[] {
  const { migrations, statements, analysed, risks } = tally;
  const counts = [...risks].map(([risk, count]) => `${count} ${risk}`);
  return [
    `${migrations} migrations, ${statements} statements, ${analysed} analysed. Risk: ${counts.join(", ")}.`,
    // What is not analysed is always counted and said.
    ...[...tally.notAnalysed].map(([reason, count]) => `Not analysed: ${count} × ${reason}`),
    ...historyLines(reported),
    ...reported.map(({ format, display }) => `Read as ${format.label}: ${display("")}`),
  ];
}

/** Nothing is left out in silence. */
function historyLines(reported: readonly Reported[]): readonly string[] {
  const history = historyOf(reported) ?? 0;
  if (history === 0) return [];
  return [`Not reported: ${history} ${history === 1 ? "migration that is" : "migrations that are"} history.`];
}
