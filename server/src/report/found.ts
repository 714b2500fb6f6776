import type { Accepted, Finding, MigrationAnalysis, SectionAnalysis } from "../analysis/analysis.ts";
import { asFinding } from "../analysis/baseline.ts";
import { fingerprint } from "../analysis/fingerprint.ts";
import { toldTogether } from "../analysis/together.ts";
import type { Severity } from "../rules/rule.ts";
import { LineIndex, type LinePosition } from "../sql/offsets.ts";
import { shift, type Span } from "../sql/span.ts";
import { majorsNamed } from "../timeline/words/majors.ts";
import type { Reported } from "./reported.ts";

/** A place in a file, in UTF-16 code units. */
export interface FoundPlace {
  readonly span: Span;
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** One thing to be said, with all that a report of any form needs of it. */
export interface Found extends FoundPlace {
  readonly rule: string;
  readonly severity: Severity;
  /** With the majors, where it does not hold on all. */
  readonly message: string;
  /** As the user sees it. */
  readonly path: string;
  /** From the root of the repository. */
  readonly repositoryPath: string;
  /** As it is called in its project; empty for the project as a whole. */
  readonly file: string;
  /** The file's text. */
  readonly text: string;
  readonly recipes: readonly string[];
  readonly related: readonly (FoundPlace & { readonly message: string })[];
  /** The same from run to run, wherever the statement stands in its file. */
  readonly fingerprint: string;
  /** Who accepted it, and why; absent for what is still to be said. */
  readonly accepted?: Omit<Accepted, "finding">;
}

/** What is complained of a project as a whole. */
export function problemsOfProject(project: Reported): readonly Found[] {
  const count = new Ordinals();
  return project.problems.map(({ path, code, message, span, refuses }) => {
    const file = fileOf(project, path);
    return {
      ...{ ...file, ...placed(new LineIndex(file.text), file.text, span), rule: code, message },
      ...{ recipes: [], related: [], severity: refuses === undefined ? "warning" : "error" },
      fingerprint: count.fingerprint(file.repositoryPath, code, message),
    };
  });
}

function fileOf({ display, inRepository, text }: Reported, path: string) {
  return { path: display(path), repositoryPath: inRepository(path), file: path, text: text(path) };
}

/** Everything found in a migration, what is accepted too, file by file in the order of the text. */
export function foundIn(
  project: Reported,
  { sections, findings, accepted = [] }: MigrationAnalysis,
  majors: readonly number[],
): readonly Found[] {
  const count = new Ordinals();
  const [first] = sections;
  const found = sections.flatMap((section) => {
    const file = fileOf(project, section.path);
    const lines = new LineIndex(file.text);
    const of = (finding: Finding, start: number, sql: string): Found => ({
      ...{ ...file, ...placed(lines, file.text, shift(finding.span, start)), rule: finding.rule },
      ...{ severity: finding.severity, message: sentence(finding, majors), recipes: finding.recipes },
      related: (finding.related ?? []).map((each) => ({
        message: each.message,
        ...placed(lines, file.text, shift(each.span, start)),
      })),
      fingerprint: count.fingerprint(file.repositoryPath, finding.rule, sql),
    });
    const about = (finding: Finding) => of(finding, section.span.start, "");
    return [
      ...(section === first ? withAccepted(findings, accepted, about) : []),
      ...withAccepted(section.problems.map(asFinding), section.accepted ?? [], (finding) =>
        of(finding, 0, section.text.slice(finding.span.start, finding.span.end)),
      ),
      ...ofStatements(section, lines, of),
    ];
  });
  const files = [...new Set(sections.map(({ path }) => path))];
  return files.flatMap((path) =>
    found.filter(({ file }) => file === path).sort((one, other) => one.span.start - other.span.start),
  );
}

function ofStatements(
  { statements }: SectionAnalysis,
  lines: LineIndex,
  of: (finding: Finding, start: number, sql: string) => Found,
): readonly Found[] {
  const told = toldTogether(statements, (offset) => lines.position(offset).line);
  return statements.flatMap(({ accepted = [], span, statement }, index) =>
    withAccepted(told(index).findings, accepted, (finding) => of(finding, span.start, statement.text)),
  );
}

function withAccepted(
  findings: readonly Finding[],
  accepted: readonly Accepted[],
  of: (finding: Finding) => Found,
): readonly Found[] {
  return [
    ...findings.map(of),
    ...accepted.map(({ finding, by, reason }) => ({ ...of(finding), accepted: { by, reason } })),
  ];
}

/** A byte order mark is no column: editors and forges do not show it. */
function placed(lines: LineIndex, text: string, span: Span): FoundPlace {
  const mark = text.startsWith("\ufeff");
  const at = (offset: number): LinePosition => {
    const { line, character } = lines.position(offset);
    return { line, character: mark && line === 0 ? Math.max(0, character - 1) : character };
  };
  return { span, start: at(span.start), end: at(span.end) };
}

function sentence({ message, majors: on }: Finding, majors: readonly number[]): string {
  return on.length === 0 || on.length >= majors.length
    ? message
    : `${message} (PostgreSQL ${majorsNamed(on)})`;
}

/** Tells apart what is the same in everything but its place. */
class Ordinals {
  readonly #seen = new Map<string, number>();

  fingerprint(...parts: readonly string[]): string {
    const known = fingerprint(...parts);
    const before = this.#seen.get(known) ?? 0;
    this.#seen.set(known, before + 1);
    return before === 0 ? known : fingerprint(known, String(before));
  }
}
