import type { Finding, StatementAnalysis } from "../analysis/analysis.ts";
import { risks } from "../timeline/risk.ts";
import { majorsNamed } from "../timeline/words/majors.ts";
import { LineIndex } from "../sql/offsets.ts";
import type { Reported } from "./json.ts";

/** The result of `check --format text`: one line per finding as compilers write them, then a summary. */
export function textReport(reported: readonly Reported[], majors: readonly number[]): string {
  const lines = reported.flatMap((project) => [...projectLines(project), ...findingLines(project, majors)]);
  return [...lines, "", ...summary(reported), `For PostgreSQL ${majorsNamed(majors)}.`].join("\n");
}

function projectLines({ analysis, display, text }: Reported): readonly string[] {
  return analysis.project.problems.map(({ path, span, code, message, refuses }) => {
    const { line, character } = new LineIndex(text(path)).position(span.start);
    return `${display(path)}:${line + 1}:${character + 1}: ${refuses === undefined ? "warning" : "error"}: ${message} [${code}]`;
  });
}

function findingLines({ analysis, display, text }: Reported, majors: readonly number[]): readonly string[] {
  return analysis.migrations.flatMap(({ sections, findings }) =>
    sections.flatMap((section, index) => {
      const lines = new LineIndex(text(section.path));
      const at = (offset: number) => {
        const { line, character } = lines.position(offset);
        return `${display(section.path)}:${line + 1}:${character + 1}`;
      };
      const own =
        index === 0
          ? findings.map((finding) => `${at(section.span.start)}: ${sentence(finding, majors)}`)
          : [];
      const problems = section.problems.map(
        ({ span, message, code }) => `${at(span.start)}: error: ${message} [${code}]`,
      );
      const statements = section.statements.flatMap((statement) =>
        statement.findings.map(
          (finding) => `${at(statement.span.start + finding.span.start)}: ${sentence(finding, majors)}`,
        ),
      );
      return [...own, ...problems, ...statements];
    }),
  );
}

function sentence({ severity, message, rule, majors: on }: Finding, majors: readonly number[]): string {
  const only = on.length < majors.length ? ` (PostgreSQL ${majorsNamed(on)})` : "";
  return `${severity}: ${message}${only} [${rule}]`;
}

function summary(reported: readonly Reported[]): readonly string[] {
  const statements = reported.flatMap(({ analysis }) =>
    analysis.migrations.flatMap(({ sections }) => sections.flatMap((section) => section.statements)),
  );
  const migrations = reported.reduce((count, { analysis }) => count + analysis.migrations.length, 0);
  const unknown = statements.filter(({ notAnalysed }) => notAnalysed !== undefined);
  const counts = risks.map((risk) => `${statements.filter((each) => each.risk === risk).length} ${risk}`);
  return [
    `${migrations} migrations, ${statements.length} statements, ${statements.length - unknown.length} analysed. Risk: ${counts.join(", ")}.`,
    ...notAnalysed(unknown),
    ...reported.map(({ analysis, display }) => `Read as ${analysis.format.label}: ${display("")}`),
  ];
}

/** What is not analysed is always counted and said. */
function notAnalysed(statements: readonly StatementAnalysis[]): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { notAnalysed: reason } of statements) {
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => `Not analysed: ${count} × ${reason}`);
}
